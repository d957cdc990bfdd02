namespace IntercomAnalyzers.Resolver.Tests.Fuzz;

/// <summary>How the body of an answer departs from what fits the route.</summary>
internal enum Damage
{
    None,
    Truncated,
    FieldReplaced,
    FieldRepeated,
    Html,
    Empty,
    Junk,
    ErrorList,
    NotUtf8,
}

/// <summary>How a request ends.</summary>
internal enum Ending
{
    Answered,
    Refused,
    Broken,
    Hanging,
    CallerCancels,
}

/// <summary>One scripted answer.</summary>
/// <param name="Ending">Whether there is an answer at all.</param>
/// <param name="Status">The status; 0 takes the one that fits the body.</param>
/// <param name="Variant">Which of the bodies that fit the route.</param>
/// <param name="Damage">What is wrong with the body.</param>
/// <param name="Field">Which field is damaged.</param>
/// <param name="Junk">The JSON value or the text to put there.</param>
/// <param name="Errors">Which error list.</param>
/// <param name="Headers">Headers, junk included.</param>
internal sealed record FuzzReply(Ending Ending, int Status, int Variant, Damage Damage, int Field, string Junk, int Errors, IReadOnlyList<(string Name, string Value)> Headers)
{
    public override string ToString() => $"{Ending} {Status} v{Variant} {Damage} {Field} {(Junk.Length > 40 ? Junk[..40] + "…" : Junk)} e{Errors} {string.Join(';', Headers)}";
}
