using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.CreationPoints;

/// <summary>A call that can bring a contact into being, with everything that a rule may know about it. Computed once; rules only read.</summary>
internal sealed class CreationPoint
{
    public CreationPoint(SyntaxNode syntax, ImmutableArray<CreationPath> paths, IMethodSymbol? method)
    {
        Syntax = syntax;
        Paths = paths;
        Method = method;
        Call = paths[0].Call;
        Identity = paths.OrderByDescending(p => p.Identity.Sent.Length).First().Identity;
    }

    /// <summary>The whole invocation, without <c>await</c>.</summary>
    public SyntaxNode Syntax { get; }

    public IntercomCall Call { get; }

    /// <summary>The fullest identity that any path sends.</summary>
    public Identity Identity { get; }

    /// <summary>The method that the call stands in, or null for initializers.</summary>
    public IMethodSymbol? Method { get; }

    /// <summary>The ways in which control reaches the call, those of callers included where the identity comes from parameters.</summary>
    public ImmutableArray<CreationPath> Paths { get; }

    /// <summary>A user's create whose 409 conflict is turned into the existing contact.</summary>
    public bool IsConflictHandled { get; init; }

    /// <summary>The calls of the method around from which the create is reached without a lookup.</summary>
    public ImmutableArray<Location> UnguardedCallers { get; init; } = ImmutableArray<Location>.Empty;

    /// <summary>Another create of the body runs where the search of this one found nothing: both branches create.</summary>
    public bool HasTwinWhereNothingWasFound { get; init; }

    /// <summary>What retries the create and the lookup before it, here or in every caller.</summary>
    public required Lazy<RetryKind> Retry { get; init; }

    public CallKind Kind => Call.Kind;

    /// <summary>The contact is a lead: by its role or because the client makes only leads.</summary>
    public bool IsLead => Identity.Role is { } role ? role == "lead" : Call.IsLeadOnly;

    /// <summary>The identifiers as messages name them: <c>external_id and email</c>.</summary>
    public string IdentifierText
    {
        get
        {
            var names = Identity.Sent.Select(s => s.Identifier!).Where(i => i != Identifier.IntercomId).Distinct().ToList();
            return names.Count switch { 0 => "an unknown identity", 1 => names[0], _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[names.Count - 1] };
        }
    }
}

/// <summary>One way in which control reaches a creation point.</summary>
/// <param name="Call">The call with the values of this path.</param>
/// <param name="Identity">What is sent on this path.</param>
/// <param name="Guards">The lookups that have asked for this identity before.</param>
internal sealed record CreationPath(IntercomCall Call, Identity Identity, ImmutableArray<Guard> Guards)
{
    public bool IsGuarded => Guards.Length > 0;

    /// <summary>The path tests a stored contact id, which proves nothing about the server.</summary>
    public bool TestsStoredId { get; init; }

    /// <summary>The path has found a stored contact id of this person.</summary>
    public bool HasStoredId { get; init; }

    /// <summary>A cache has been asked for this identity and had no entry.</summary>
    public bool HasCacheMiss { get; init; }

    /// <summary>The identifiers that the guards of this path have asked for.</summary>
    public ImmutableArray<string> Searched { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The lookup that failed on this path and was taken for 'not found', or null.</summary>
    public CallState? FailedGuard => Guards.Select(g => g.State).FirstOrDefault(g => g.IsFailed);

    /// <summary>A lookup has found the contact, and none has shown its absence.</summary>
    public bool IsFound => Guards.Any(g => g.State.ProvesPresence && !g.IsForSet) && !Guards.Any(g => g.State.ProvesAbsence);

    /// <summary>Lookups were made, and nothing has looked at what they answered.</summary>
    public bool IsIgnored => Guards.Any(g => g.State.IsIgnored) && Guards.All(g => g.State.IsIgnored || g.State.ProvesPresence);

    /// <summary>A lookup may have found several contacts.</summary>
    public bool IsSeveral => Guards.Any(g => g.State.IsSeveral && !g.IsForSet) && !Guards.Any(g => g.State.ProvesAbsence);
}
