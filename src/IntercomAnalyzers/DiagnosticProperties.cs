namespace IntercomAnalyzers;

/// <summary>Keys of <c>Diagnostic.Properties</c>: the facts that the analyzer hands to the code fixes, so that they need not analyse again.</summary>
internal static class DiagnosticProperties
{
    /// <summary>The method that replaces the called one; present only where the call can be rewritten in place.</summary>
    public const string Resolve = "Resolve";

    /// <summary>The client library of the call, see <c>ClientNames</c>.</summary>
    public const string Client = "Client";
}
