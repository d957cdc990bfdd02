namespace IntercomAnalyzers.Resolver;

/// <summary>Find-or-create on the 2.x contacts routes: create only on positive proof of absence.</summary>
internal sealed partial class ContactFlow(ApiSession session, ContactRequest request) : IdentityFlow(session)
{
    private readonly ContactApi _api = new(session);

    private bool WantsUser => request.Role == ContactRole.User;

    /// <summary>Intercom compares users by their key at once; leads never, and emails not surely.</summary>
    private bool ServerChecksKey => WantsUser && Identity.ExternalId is not null;

    public override ValueTask<ContactResolution> ResolveAsync(CancellationToken cancellationToken) =>
        request.Companies.Count == 0 ? ResolveContactAsync(cancellationToken) : ResolveWithCompaniesAsync(cancellationToken);

    // The contact is there, and whether all its companies are is not known.
    protected override ContactResolution EndLate(ContactResolution resolved) =>
        request.Companies.Count == 0 ? resolved : ResolvedBut(ContactOutcome.CompanyNotAttached, resolved, null);

    private async ValueTask<ContactResolution> ResolveWithCompaniesAsync(CancellationToken cancellationToken)
    {
        var resolved = await ResolveContactAsync(cancellationToken).ConfigureAwait(false);
        if (resolved.Contact is not { } contact)
        {
            return resolved;
        }

        var failure = await new CompanyAttachment(Session).RunAsync(contact.Id, request.Companies, cancellationToken).ConfigureAwait(false);
        return failure is null ? Resolved(resolved.Outcome, contact) : ResolvedBut(ContactOutcome.CompanyNotAttached, resolved, failure);
    }

    private async ValueTask<ContactResolution> ResolveContactAsync(CancellationToken cancellationToken)
    {
        // One GET of the contact that a marker names. Anything but a match goes on to the full lookup.
        if (KnownId() is { } id)
        {
            var reply = await _api.AskAsync(ApiPath.Contact(id), cancellationToken).ConfigureAwait(false);
            var known = await _api.ReadAsync(reply, cancellationToken).ConfigureAwait(false);
            if (IsKnown(known))
            {
                return await UseAsync(ContactOutcome.Found, known!, [], cancellationToken).ConfigureAwait(false);
            }

            if (known is null)
            {
                await ForgetKnownIdAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        var byKey = PathOfKey is { } path ? await _api.AskAsync(path, cancellationToken).ConfigureAwait(false) : null;
        return byKey?.Contact is { } contact && Identity.IsExternalIdOf(contact)
            ? await UseAsync(ContactOutcome.Found, contact, [], cancellationToken).ConfigureAwait(false)
            : await LookUpOrCreateAsync(byKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The whole lookup, and a create where it proved absence. <paramref name="byKey"/> answers <see cref="PathOfKey"/>.</summary>
    private async ValueTask<ContactResolution> LookUpOrCreateAsync(ApiReply? byKey, CancellationToken cancellationToken)
    {
        var rechecks = 0;
        var rateLimits = 0;
        var unknowns = 0;
        while (true)
        {
            var found = byKey is null
                ? await LookUpAsync(cancellationToken).ConfigureAwait(false)
                : await LookUpAsync(byKey, cancellationToken).ConfigureAwait(false);
            byKey = null;
            if (found is not null)
            {
                return found;
            }

            if (HasUnknownCreate(ServerChecksKey) || (unknowns > 0 && !ServerChecksKey))
            {
                if (rechecks == MaxRechecks)
                {
                    throw new FlowStoppedException(ContactOutcome.CreateOutcomeUnknown);
                }

                await Session.DelayAsync(RetryDelays.Growing(rechecks++, Options), cancellationToken).ConfigureAwait(false);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var reply = await CreateOnceAsync(ApiPath.Contacts, request.CreateBody(Identity), BodyShape.Contact, ServerChecksKey, cancellationToken).ConfigureAwait(false);
            switch (reply.Kind)
            {
                case ReplyKind.Success when IsOurs(reply.Contact!):
                    return await SucceedAsync(ContactOutcome.Created, reply.Contact!).ConfigureAwait(false);
                case ReplyKind.Conflict:
                    return await FollowConflictAsync(reply, cancellationToken).ConfigureAwait(false);
                case ReplyKind.RateLimited when ++rateLimits < Options.MaxAttempts:
                    await Session.DelayAsync(RetryDelays.AfterRateLimit(reply), cancellationToken).ConfigureAwait(false);
                    break;
                case ReplyKind.RateLimited:
                    throw new FlowStoppedException(ContactOutcome.LookupFailed, reply);
                case ReplyKind.Success or ReplyKind.Failed when !ServerChecksKey:
                    unknowns++;
                    break;
                case ReplyKind.Success or ReplyKind.Failed when ++unknowns == 1:
                    // The key makes a second create safe: it ends in a conflict if the first took effect.
                    await Session.DelayAsync(RetryDelays.Growing(0, Options), cancellationToken).ConfigureAwait(false);
                    break;
                case ReplyKind.Success or ReplyKind.Failed:
                    return await FindAfterUnknownAsync(reply, cancellationToken).ConfigureAwait(false);
                default:
                    throw new FlowStoppedException(ContactOutcome.Rejected, reply);
            }
        }
    }

    private bool IsOurs(Contact contact) => !ServerChecksKey || Identity.IsExternalIdOf(contact);

    private async Task<ContactResolution> FindAfterUnknownAsync(ApiReply reply, CancellationToken cancellationToken)
    {
        await Session.DelayAsync(RetryDelays.Growing(1, Options), cancellationToken).ConfigureAwait(false);
        return await LookUpAsync(cancellationToken).ConfigureAwait(false) ?? throw new FlowStoppedException(ContactOutcome.CreateOutcomeUnknown, reply);
    }
}
