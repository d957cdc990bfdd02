namespace IntercomAnalyzers.Resolver;

/// <summary>The normalised identity of one person in one workspace. Immutable.</summary>
internal sealed class ContactIdentity
{
    private ContactIdentity(Workspace workspace, string? externalId, string? email, string? emailAsTyped, string? id)
    {
        Workspace = workspace;
        ExternalId = externalId;
        Email = email;
        EmailAsTyped = emailAsTyped;
        Id = id;
        ExternalIdKey = externalId is null ? null : workspace.ExternalIdKey(externalId);
        EmailKey = email is null ? null : workspace.EmailKey(email);
        Keys = InOrder(EmailKey, ExternalIdKey, id is null ? null : workspace.IdKey(id));
    }

    public Workspace Workspace { get; }

    public string? ExternalId { get; }

    /// <summary>Trimmed and lower-cased.</summary>
    public string? Email { get; }

    /// <summary>Trimmed only; null when it does not differ from <see cref="Email"/>.</summary>
    public string? EmailAsTyped { get; }

    /// <summary>Intercom's own id; only the legacy route takes it.</summary>
    public string? Id { get; }

    public IdentityKey? ExternalIdKey { get; }

    public IdentityKey? EmailKey { get; }

    /// <summary>All keys in ordinal order, the order in which locks are taken: two flights can never wait for each other.</summary>
    public IReadOnlyList<IdentityKey> Keys { get; }

    /// <summary>A pseudonym for logs and traces.</summary>
    public string Hash => Workspace.Hash(string.Join("\n", Keys));

    public static ContactIdentity Create(Workspace workspace, string? externalId, string? email, string? id = null)
    {
        var typed = Normalise(email);
#pragma warning disable CA1308 // Intercom compares emails in lower case.
        var lower = typed?.ToLowerInvariant();
#pragma warning restore CA1308
        return new ContactIdentity(workspace, Normalise(externalId), lower, lower == typed ? null : typed, Normalise(id));
    }

    /// <summary>What shared markers hold in place of an external_id.</summary>
    public string? HashOf(string? externalId) => externalId is null ? null : Workspace.Hash(externalId);

    public bool IsExternalIdOf(Contact contact) => ExternalId is not null && string.Equals(ExternalId, contact.ExternalId, StringComparison.Ordinal);

    /// <summary>True when the marker's create was sent with this external_id.</summary>
    public bool IsExternalIdOf(WriteMarker marker) =>
        ExternalId is not null && (marker.ExternalId is { } sent ? sent == ExternalId : marker.ExternalIdHash is { } hash && hash == HashOf(ExternalId));

    public bool IsEmailOf(Contact contact) => Email is not null && string.Equals(Email, contact.Email?.Trim(), StringComparison.OrdinalIgnoreCase);

    // Kinds in ordinal order make keys in ordinal order: they all begin alike.
    private static IdentityKey[] InOrder(IdentityKey? email, IdentityKey? externalId, IdentityKey? id) => (email, externalId, id) switch
    {
        ({ } first, { } second, null) => [first, second],
        _ => new[] { email, externalId, id }.OfType<IdentityKey>().ToArray(),
    };

    private static string? Normalise(string? value) => string.IsNullOrWhiteSpace(value) ? null : value!.Trim();
}
