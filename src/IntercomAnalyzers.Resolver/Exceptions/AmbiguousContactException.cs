namespace IntercomAnalyzers.Resolver;

/// <summary>Several contacts fit, or the one that fits belongs to another external_id; no contact was created.</summary>
public sealed class AmbiguousContactException : ContactResolutionException
{
    internal AmbiguousContactException(ContactResolution resolution)
        : base(resolution, "More than one contact fits this identity, or the contact with this email has another external_id; none was created. Merge or correct the contacts in Intercom, or choose another SharedEmail or SeveralLeads policy, then resolve again.")
    {
    }
}
