using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Tells whether the configuration of a retry, or the handler that retries, leaves out some HTTP methods.</summary>
internal static class PostExclusion
{
    /// <summary>Certain for a retry of every method; presumed when it speaks of methods, because a POST may not be among them.</summary>
    public static RetryStrength Of(SyntaxNode configuration) =>
        configuration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(SpeaksOfPosts) ? RetryStrength.Presumed : RetryStrength.Certain;

    // Which methods are left out is the configuration's own business, unless it names them one by one.
    private static bool SpeaksOfPosts(IdentifierNameSyntax name) => name.Identifier.ValueText switch
    {
        "DisableForUnsafeHttpMethods" => true,
        "DisableFor" => name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } excluding
            || !excluding.ArgumentList.Arguments.All(a => a.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "HttpMethod" }, Name.Identifier.ValueText: not "Post" }),
        "HttpMethod" or "Method" => name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } around || TreeFacts.CalledName(around)?.Identifier.ValueText != "DisableFor",
        _ => false,
    };
}
