using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <summary>
/// The syntax gate in front of HTTP calls: a route that is written out and names neither contacts, users nor visitors, or an absolute address without Intercom in it, needs no symbol
/// and no graph. Binding a body costs far more than everything else, and most HTTP calls of a project go elsewhere.
/// </summary>
internal static class HttpRouteGate
{
    private static readonly string[] Routes = ["contact", "user", "visitor"];

    /// <summary>True when the call's text alone shows that it is no contact call of Intercom.</summary>
    public static bool IsElsewhere(InvocationExpressionSyntax invocation)
    {
        foreach (var argument in invocation.ArgumentList.Arguments)
        {
            switch (argument.Expression)
            {
                case LiteralExpressionSyntax { Token.Value: string text }:
                    return IsElsewhere(text, isWhole: true);
                case InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax first, ..] } interpolated:
                    var written = string.Concat(interpolated.Contents.OfType<InterpolatedStringTextSyntax>().Select(t => t.TextToken.ValueText));
                    return IsElsewhere(written, isWhole: first.TextToken.ValueText.Contains('/'));
            }
        }

        return false;
    }

    private static bool IsElsewhere(string route, bool isWhole)
    {
        if (route.Contains("://") && route.IndexOf("intercom", StringComparison.OrdinalIgnoreCase) < 0) return true;
        return isWhole && !route.EndsWith("/", StringComparison.Ordinal) && route.Length > 0 && !Routes.Any(r => route.IndexOf(r, StringComparison.OrdinalIgnoreCase) >= 0)
            && !(route.Contains("://") && route.IndexOf('/', route.IndexOf("://", StringComparison.Ordinal) + 3) < 0);
    }
}
