using System.Text.Json.Nodes;

namespace FakeIntercom;

/// <summary>One contact record. Changed only under the workspace's lock.</summary>
public sealed class StoredContact
{
    public required string Id { get; init; }

    public required string Role { get; set; }

    public string? ExternalId { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Name { get; set; }

    public JsonObject CustomAttributes { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From this moment on search and lists see the record as it is.</summary>
    public DateTimeOffset SearchableAt { get; set; }

    public bool Archived { get; set; }

    public bool Deleted { get; set; }

    /// <summary>The contact that this one was merged into.</summary>
    public string? MergedInto { get; set; }

    public bool IsLive => !Archived && !Deleted && MergedInto is null;
}

/// <summary>One request as it arrived, and the status that was sent; 0 when the connection was cut.</summary>
public sealed record ReceivedRequest(string Method, string PathAndQuery, int Status);
