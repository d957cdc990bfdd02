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
                return IsElsewhere(text.AsSpan(), text.AsSpan(), isWhole: true);
            case InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax first, ..] } interpolated:
                var all = string.Concat(interpolated.Contents.OfType<InterpolatedStringTextSyntax>().Select(t => t.TextToken.ValueText));
                return IsElsewhere(all.AsSpan(), first.TextToken.ValueText.AsSpan(), isWhole: false);
            default:
                return false;
        }
    }

    /// <summary>The same from the text alone: true for the name of an HTTP call, from <paramref name="begin"/> to <paramref name="end"/>, whose first argument is one plain text that leads elsewhere.</summary>
    public static bool IsElsewhere(int nameHash, string text, int begin, int end)
    {
        // The hash knows no case, and may be another word's.
        if (!CallNames.Contains(nameHash) || end >= text.Length || text[end] != '(' || !IsCallName(text, begin, end)) return false;
        var start = end + 1;
        var isInterpolated = start < text.Length && text[start] == '$';
        if (isInterpolated) start++;
        if (start >= text.Length || text[start] != '"') return false;
        start++;
        var close = text.IndexOf('"', start);
        if (close < 0 || close + 1 >= text.Length || text[close + 1] is not (',' or ')')) return false;
        var address = text.AsSpan(start, close - start);
        if (address.IndexOfAny('\\', '\n') >= 0) return false;
        if (!isInterpolated) return IsElsewhere(address, address, isWhole: true);
        var hole = address.IndexOf('{');
        return hole != 0 && IsElsewhere(address, hole < 0 ? address : address.Slice(0, hole), isWhole: false);
    }

    private static bool IsCallName(string text, int begin, int end)
    {
        foreach (var name in HttpClientCalls.Names)
        {
            if (name.Length == end - begin && string.CompareOrdinal(text, begin, name, 0, name.Length) == 0) return true;
        }

        return false;
    }

    // All text of the address, the text that it begins with, and whether that is the whole of it.
    private static bool IsElsewhere(ReadOnlySpan<char> address, ReadOnlySpan<char> start, bool isWhole)
    {
        if (Has(address, "intercom")) return false;
        if (start.IndexOf("://".AsSpan()) >= 0) return true;
        foreach (var route in Routes)
        {
            if (Has(address, route)) return false;
        }

        // A part that a value may go on with is no known part.
        var parts = HttpAddress.WithoutVersion(start, isWhole);
        return isWhole ? parts.Length > 0 : parts.IndexOf('/') >= 0;

        static bool Has(ReadOnlySpan<char> text, string word) => text.IndexOf(word.AsSpan(), StringComparison.OrdinalIgnoreCase) >= 0;
    }
}
