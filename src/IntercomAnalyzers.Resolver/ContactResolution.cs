namespace IntercomAnalyzers.Resolver;

/// <summary>The result of a resolution. Immutable.</summary>
public sealed class ContactResolution
{
    internal ContactResolution(ContactOutcome outcome, Contact? contact, IReadOnlyList<string> candidates, IReadOnlyList<string> requestIds, int attempts, string detail)
    {
        Outcome = outcome;
        Contact = contact;
        Candidates = candidates;
        RequestIds = requestIds;
        Attempts = attempts;
        Detail = detail;
    }

    /// <summary>How it ended.</summary>
    public ContactOutcome Outcome { get; }

    /// <summary>The contact; null unless it was found or made.</summary>
    public Contact? Contact { get; }

    /// <summary>True when this resolution created the contact.</summary>
    public bool IsNew => Outcome == ContactOutcome.Created;

    /// <summary>The Intercom ids of the contacts that match or hold the identity, when that is why it failed.</summary>
    public IReadOnlyList<string> Candidates { get; }

    /// <summary>The request ids that Intercom gave, oldest first: what its support asks for.</summary>
    public IReadOnlyList<string> RequestIds { get; }

    /// <summary>How many requests were sent.</summary>
    public int Attempts { get; }

    /// <summary>Why it ended so, without personal data.</summary>
    public string Detail { get; }

    /// <summary>The contact.</summary>
    /// <exception cref="ContactResolutionException">There is none; the type of the exception says why, its message what to do.</exception>
    public Contact EnsureResolved() => Contact ?? throw ContactResolutionException.For(this);
}
