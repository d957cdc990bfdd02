namespace IntercomAnalyzers.CreationPoints;

/// <summary>A lookup that has asked for the identity of a creation point before it.</summary>
/// <param name="Site">Where it was made.</param>
/// <param name="State">What the path knows about its answer.</param>
internal readonly record struct Guard(CallSite Site, CallState State)
{
    /// <summary>The lookup has asked for many at once: what it found may be somebody else.</summary>
    public bool IsForSet => Identity.AskedBy(State.Call).Any(a => a.Value.Kind == ValueKeyKind.List);
}
