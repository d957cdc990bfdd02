using System.Text;

namespace IntercomAnalyzers.CreationPoints;

/// <summary>The identifiers of a contact, under the names that Intercom's API uses.</summary>
internal static class Identifier
{
    public const string ExternalId = "external_id";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string AnonymousId = "anonymous_id";
    public const string IntercomId = "id";

    private static readonly (string Normalized, string Identifier)[] Names =
    [
        ("externalid", ExternalId), ("userid", ExternalId), ("email", Email), ("emailaddress", Email), ("phone", Phone), ("anonymousid", AnonymousId), ("id", IntercomId), ("contactid", IntercomId),
    ];

    /// <summary>The identifier that a JSON key, property or parameter of this name carries, or null. <c>user_id</c> is the legacy name of <c>external_id</c>.</summary>
    public static string? FromName(string name)
    {
        foreach (var (normalized, identifier) in Names)
        {
            if (IsSame(name, normalized)) return identifier;
        }

        return null;
    }

    /// <summary>A name without case and underscores, so that snake_case, camelCase and PascalCase spellings of one name are equal.</summary>
    public static string Normalize(string name)
    {
        if (IsNormal(name)) return name;
        foreach (var (normalized, _) in Names)
        {
            if (IsSame(name, normalized)) return normalized;
        }

        var builder = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is not ('_' or '-')) builder.Append(char.ToLowerInvariant(c));
        }

        return builder.ToString();
    }

    /// <summary>True when a name and one that <see cref="Normalize"/> gave are the same name.</summary>
    public static bool IsSame(string name, string normalized)
    {
        var at = 0;
        foreach (var c in name)
        {
            if (c is '_' or '-') continue;
            if (at == normalized.Length || char.ToLowerInvariant(c) != normalized[at]) return false;
            at++;
        }

        return at == normalized.Length;
    }

    private static bool IsNormal(string name)
    {
        foreach (var c in name)
        {
            if (c is '_' or '-' || char.ToLowerInvariant(c) != c) return false;
        }

        return true;
    }
}
