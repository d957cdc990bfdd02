using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <summary>
/// The syntax gate in front of HTTP calls: a route that is written out and names neither contacts, users nor visitors, or an absolute address without Intercom in it, needs no symbol
/// and no graph. Binding a body costs far more than everything else, and most HTTP calls of a project go elsewhere.
/// </summary>
internal static class HttpRouteGate
{
    private static readonly string[] Routes = ["contact", "user", "visitor"];

    private static readonly HashSet<int> CallNames = new(HttpClientCalls.Names.Select(WordSet.HashOf));

    /// <summary>True when the call's text alone shows that it is no contact call of Intercom.</summary>
    public static bool IsElsewhere(InvocationExpressionSyntax invocation)
    {
        // Only the first argument, and only text: anything else may still turn out to be a route.
        if (invocation.ArgumentList.Arguments is not [{ NameColon: null, Expression: var address }, ..]) return false;
        switch (address)
        {
            case LiteralExpressionSyntax { Token: { Value: string text } token } when token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken):
                return IsElsewhere(text, text + "/");
            case InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax first, ..] } interpolated:
                return IsElsewhere(string.Concat(interpolated.Contents.OfType<InterpolatedStringTextSyntax>().Select(t => t.TextToken.ValueText)), first.TextToken.ValueText);
            default:
                return false;
        }
    }

    /// <summary>The same from the text alone: true for the name of an HTTP call, from <paramref name="begin"/> to <paramref name="end"/>, whose first argument is one plain text that leads elsewhere.</summary>
    public static bool IsElsewhere(int nameHash, string text, int begin, int end)
    {
        // The hash knows no case, and may be another word's.
        if (!CallNames.Contains(nameHash) || end >= text.Length || text[end] != '(' || !HttpClientCalls.Names.Contains(text.Substring(begin, end - begin))) return false;
        var start = end + 1;
        var isInterpolated = start < text.Length && text[start] == '$';
        if (isInterpolated) start++;
        if (start >= text.Length || text[start] != '"') return false;
        start++;
        var close = text.IndexOf('"', start);
        if (close < 0 || close + 1 >= text.Length || text[close + 1] is not (',' or ')')) return false;
        var address = text.Substring(start, close - start);
        if (address.IndexOf('\\') >= 0 || address.IndexOf('\n') >= 0) return false;
        if (!isInterpolated) return IsElsewhere(address, address + "/");
        var hole = address.IndexOf('{');
        return hole != 0 && IsElsewhere(address, hole < 0 ? address : address.Substring(0, hole));
    }

    // All text of the address, and the text that it begins with.
    private static bool IsElsewhere(string address, string start)
    {
        if (address.IndexOf("intercom", StringComparison.OrdinalIgnoreCase) >= 0) return false;
        if (start.Contains("://")) return true;
        return !Routes.Any(r => address.IndexOf(r, StringComparison.OrdinalIgnoreCase) >= 0) && HttpAddress.Version.Replace(start, "") is var route && route.IndexOf('/') > 0;
    }
}
