using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <content>Writes to a contact that exists.</content>
internal sealed partial class ContactFlow
{
    /// <summary>Uses a contact that exists: writes what the outcome and the request ask for, then merges leads if allowed.</summary>
    private ValueTask<ContactResolution> UseAsync(ContactOutcome outcome, Contact contact, IReadOnlyList<Contact> leads, CancellationToken cancellationToken)
    {
        var takesKey = WantsUser && Identity.ExternalId is not null && (contact.ExternalId is null || outcome == ContactOutcome.Promoted);
        return request.UpdateExisting || takesKey || outcome == ContactOutcome.Promoted || leads.Count > 0
            ? UpdateAsync(outcome, contact, takesKey, leads, cancellationToken)
            : SucceedAsync(outcome, contact);
    }

    private async ValueTask<ContactResolution> UpdateAsync(ContactOutcome outcome, Contact contact, bool takesKey, IReadOnlyList<Contact> leads, CancellationToken cancellationToken)
    {
        if (UpdateBody(outcome, contact, takesKey) is { Count: > 0 } body)
        {
            ThrowIfLockLost();
            var reply = await Session.ReadAsync(HttpMethod.Put, ApiPath.Contact(contact.Id), JsonBody.Of(body), BodyShape.Contact, cancellationToken).ConfigureAwait(false);
            if (reply.Kind == ReplyKind.Conflict && !takesKey)
            {
                // The key is right; a field belongs to someone else. Another contact is not the answer.
                var other = ReadConflict(reply).ContactId;
                throw new FlowStoppedException(ContactOutcome.Ambiguous, reply, other is null ? [contact.Id] : [contact.Id, other]);
            }

            if (reply.Kind == ReplyKind.Conflict)
            {
                return await FollowConflictAsync(reply, cancellationToken).ConfigureAwait(false);
            }

            contact = ReadUpdated(reply, takesKey, outcome);
        }

        if (Options.LeadBesideUser == LeadBesideUserPolicy.Merge)
        {
            await MergeAsync(leads, contact, cancellationToken).ConfigureAwait(false);
        }

        return await SucceedAsync(outcome, contact).ConfigureAwait(false);
    }

    private JsonObject UpdateBody(ContactOutcome outcome, Contact contact, bool takesKey)
    {
        var body = request.UpdateBody();
        if (request.UpdateExisting && Identity.Email is not null && !Identity.IsEmailOf(contact))
        {
            body["email"] = Identity.Email;
        }

        if (takesKey)
        {
            body["external_id"] = Identity.ExternalId;
        }

        if (outcome == ContactOutcome.Promoted)
        {
            body["role"] = "user";
            body["email"] = Identity.Email;
        }

        return body;
    }

    private Contact ReadUpdated(ApiReply reply, bool takesKey, ContactOutcome outcome)
    {
        if (reply.Kind is ReplyKind.NotFound or ReplyKind.Merged)
        {
            // Gone between the read and the write: the next resolution sees the new state.
            throw new FlowStoppedException(ContactOutcome.LookupFailed, reply);
        }

        if (reply.Kind != ReplyKind.Success)
        {
            throw FlowStoppedException.From(reply);
        }

        var updated = reply.Contact!;
        var took = (!takesKey || Identity.IsExternalIdOf(updated)) && (outcome != ContactOutcome.Promoted || updated.Role == ContactRole.User);
        return took ? updated : throw new FlowStoppedException(ContactOutcome.LookupFailed, reply, updated.Id);
    }

    private async Task MergeAsync(IEnumerable<Contact> leads, Contact user, CancellationToken cancellationToken)
    {
        foreach (var lead in leads)
        {
            var body = new JsonObject { ["from"] = lead.Id, ["into"] = user.Id };
            var reply = await Session.ReadAsync(HttpMethod.Post, ApiPath.Merge, JsonBody.Of(body), BodyShape.Object, cancellationToken).ConfigureAwait(false);
            if (reply.Kind != ReplyKind.Success)
            {
                // The user is resolved all the same; the lead stays for a later clean-up.
                Log.NotMerged(Session.Settings.Logger, lead.Id, user.Id, reply.Status, reply.ErrorCode);
            }
        }
    }
}
