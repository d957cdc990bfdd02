namespace IntercomAnalyzers.Resolver.Tests.Fuzz;

/// <summary>Which way into the resolver.</summary>
internal enum Form
{
    Resolver,
    Contacts,
    Users,
}

/// <summary>Two resolutions of one person after each other, and what the server answers. Every secret holds <see cref="Mark"/>.</summary>
internal sealed record FuzzScenario(
    Form Form, bool IsSynchronous, string ExternalId, string Email, bool IsLead, bool UpdateExisting, bool HasCompany, int Identifiers, int Policies, int MaxAttempts, string ApiVersion, IReadOnlyList<FuzzReply> Replies)
{
    public const string Mark = "zq7";

    public override string ToString() =>
        $"{Form} sync={IsSynchronous} ext={ExternalId.Length}:{ExternalId[..Math.Min(20, ExternalId.Length)]} lead={IsLead} update={UpdateExisting} company={HasCompany} ids={Identifiers} policies={Policies} attempts={MaxAttempts} v{ApiVersion}\n  "
        + string.Join("\n  ", Replies);

    public string? ExternalIdOf(int resolution) => ((Identifiers >> (resolution * 2)) & 3) is 0 or 2 ? ExternalId : null;

    public string? EmailOf(int resolution) => ((Identifiers >> (resolution * 2)) & 3) is 0 or 1 ? Email : null;
}
