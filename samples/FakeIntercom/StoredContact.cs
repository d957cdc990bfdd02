using System.Collections.Immutable;
using System.Text.Json;

namespace FakeIntercom;

/// <summary>One state of a contact in the workspace. Immutable.</summary>
public sealed record StoredContact
{
    /// <summary>Intercom's id: 24 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary><c>user</c> or <c>lead</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The caller's key (<c>user_id</c> in API 1.x), or the UUID that Intercom gives a lead.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Whether <see cref="ExternalId"/> is a UUID that Intercom made up.</summary>
    public bool ExternalIdIsGenerated { get; init; }

    /// <summary>The email as it was sent.</summary>
    public string? Email { get; init; }

    /// <summary>The phone number as it was sent.</summary>
    public string? Phone { get; init; }

    /// <summary>The name as it was sent.</summary>
    public string? Name { get; init; }

    /// <summary>When the contact was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the contact was last written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Live, archived, deleted or merged.</summary>
    public StoredContactState State { get; init; }

    /// <summary>The id of the user that took this lead over, when <see cref="State"/> is <see cref="StoredContactState.Merged"/>.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The custom attributes by name.</summary>
    public ImmutableDictionary<string, JsonElement> CustomAttributes { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>The other optional fields that were sent (<c>signed_up_at</c>, <c>owner_id</c>, …), by name.</summary>
    public ImmutableDictionary<string, JsonElement> OptionalFields { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>Intercom's ids of the companies that are attached.</summary>
    public ImmutableList<string> CompanyIds { get; init; } = [];

    /// <summary>Whether the contact is a user.</summary>
    public bool IsUser => Role == ContactRoles.User;

    /// <summary>Whether the contact is neither archived, deleted nor merged.</summary>
    public bool IsLive => State == StoredContactState.Live;
}

/// <summary>The life of a contact.</summary>
public enum StoredContactState
{
    /// <summary>Visible to every read.</summary>
    Live,

    /// <summary>Hidden, still holds its identity, can be unarchived.</summary>
    Archived,

    /// <summary>Hidden, still holds its identity, cannot be unarchived.</summary>
    Deleted,

    /// <summary>A lead that was merged into a user.</summary>
    Merged,
}

internal static class ContactRoles
{
    public const string User = "user";
    public const string Lead = "lead";
}
