using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.CodeFixes;

/// <summary>Adds a using directive where a file keeps its own: in the file's list, or in the list of its only namespace.</summary>
internal static class UsingDirectives
{
    public static CompilationUnitSyntax Add(CompilationUnitSyntax root, string name)
    {
        var newLine = SyntaxFactory.EndOfLine(root.ToFullString().Contains("\r\n") ? "\r\n" : "\n");
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(name))
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(newLine);
        if (root.Usings.Count > 0) return root.WithUsings(Insert(root.Usings, directive, name));
        if (root.Members is [BaseNamespaceDeclarationSyntax { Usings.Count: > 0 } space])
        {
            var indented = directive.WithLeadingTrivia(space.Usings[0].GetLeadingTrivia().Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia)));
            return root.ReplaceNode(space, space.WithUsings(Insert(space.Usings, indented, name)));
        }

        if (root.Externs.Count > 0) return root.WithUsings(SyntaxFactory.SingletonList(directive));

        // A header that is set off by a blank line stays on top; a comment that belongs to the first declaration stays with it.
        var first = root.GetFirstToken(includeZeroWidth: true);
        var leading = first.LeadingTrivia.ToList();
        var header = EndOfHeader(leading);
        return root.ReplaceToken(first, first.WithLeadingTrivia(new SyntaxTriviaList(newLine).AddRange(leading.Skip(header))))
            .WithUsings(SyntaxFactory.SingletonList(directive.WithLeadingTrivia(leading.Take(header))));
    }

    private static SyntaxList<UsingDirectiveSyntax> Insert(SyntaxList<UsingDirectiveSyntax> usings, UsingDirectiveSyntax directive, string name)
    {
        var index = 0;
        while (index < usings.Count && Precedes(usings[index], name)) index++;

        // Between two directives of the preprocessor, the new one would be there under some symbols only.
        if (usings.Any(u => u.ContainsDirectives)) index = 0;
        if (index > 0) return usings.Insert(index, directive);

        // What stands above the first directive (a header, a region) stays above all.
        var first = usings[0];
        var leading = first.GetLeadingTrivia().ToList();
        var above = first.ContainsDirectives ? EndOfHeader(leading) : leading.Count;
        var below = first.ContainsDirectives ? leading.Skip(above) : directive.GetLeadingTrivia();
        return usings.Replace(first, first.WithLeadingTrivia(below)).Insert(0, directive.WithLeadingTrivia(leading.Take(above)));
    }

    private static bool Precedes(UsingDirectiveSyntax existing, string name)
    {
        if (existing.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)) return true;
        if (existing.Alias is not null || existing.StaticKeyword.IsKind(SyntaxKind.StaticKeyword)) return false;
        var other = existing.Name?.ToString() ?? "";
        return other == "System" || other.StartsWith("System.", StringComparison.Ordinal) || string.CompareOrdinal(other, name) < 0;
    }

    // After the last blank line or #define, but above everything that is conditional.
    private static int EndOfHeader(List<SyntaxTrivia> trivia)
    {
        var conditional = trivia.FindIndex(t => t.IsDirective && !t.IsKind(SyntaxKind.DefineDirectiveTrivia) && !t.IsKind(SyntaxKind.UndefDirectiveTrivia));
        for (var i = (conditional < 0 ? trivia.Count : conditional) - 1; i >= 0; i--)
        {
            if (trivia[i].IsDirective || (i > 0 && trivia[i].IsKind(SyntaxKind.EndOfLineTrivia) && trivia[i - 1].IsKind(SyntaxKind.EndOfLineTrivia))) return i + 1;
        }

        return 0;
    }
}
