using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// What the syntax of one file tells without any symbol. Kept by the host per syntax tree, so that an edit of one file leaves the facts of all others alone.
/// </summary>
internal sealed class TreeFacts
{
    public static readonly SyntaxTreeValueProvider<TreeFacts> Provider = new(tree => new TreeFacts(tree));

    private readonly Lazy<ImmutableDictionary<string, ImmutableHashSet<string>>> invokedByMethod;
    private readonly Lazy<ImmutableHashSet<string>> parameterForwarders;
    private readonly SyntaxTree tree;

    private TreeFacts(SyntaxTree tree)
    {
        this.tree = tree;
        MentionsIntercom = MentionsTheWord(tree.GetText());
        invokedByMethod = new(() => ReadInvocations(tree.GetRoot()));
        parameterForwarders = new(() => ReadForwarders(tree.GetRoot()));
        InvokedNames = new(() => invokedByMethod.Value.Values.Aggregate(ImmutableHashSet<string>.Empty, (all, names) => all.Union(names)));
    }

    /// <summary>The word "intercom" stands anywhere in the text.</summary>
    public bool MentionsIntercom { get; }

    /// <summary>For each method name that is declared here (empty for code outside of methods) the simple names that are called inside.</summary>
    public ImmutableDictionary<string, ImmutableHashSet<string>> InvokedByMethod => invokedByMethod.Value;

    public Lazy<ImmutableHashSet<string>> InvokedNames { get; }

    /// <summary>The names of methods that pass one of their parameters on to a call: what they do may depend on their caller.</summary>
    public ImmutableHashSet<string> ParameterForwarders => parameterForwarders.Value;

    public SyntaxTree Tree => tree;

    /// <summary>The names of the methods declared here with one of these attributes, named without the suffix.</summary>
    public IEnumerable<string> MethodsMarked(IReadOnlyCollection<string> attributes) =>
        tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => attributes.Contains(AttributeName(a))))
            .Select(m => m.Identifier.ValueText);

    private static string AttributeName(AttributeSyntax attribute)
    {
        var name = attribute.Name switch { QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText, SimpleNameSyntax simple => simple.Identifier.ValueText, AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText, _ => "" };
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    /// <summary>The simple name that an invocation calls, or null.</summary>
    public static SimpleNameSyntax? CalledName(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };

    private static ImmutableDictionary<string, ImmutableHashSet<string>> ReadInvocations(SyntaxNode root)
    {
        var names = new Dictionary<string, ImmutableHashSet<string>.Builder>(StringComparer.Ordinal);
        foreach (var node in root.DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax invocation || CalledName(invocation) is not { } called) continue;
            if (HttpRouteGate.IsElsewhere(invocation) && HttpClientCalls.Names.Contains(called.Identifier.ValueText)) continue;
            var method = MethodName(invocation);
            if (!names.TryGetValue(method, out var set)) names.Add(method, set = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal));
            set.Add(called.Identifier.ValueText);
        }

        return names.ToImmutableDictionary(p => p.Key, p => p.Value.ToImmutable(), StringComparer.Ordinal);
    }

    private static ImmutableHashSet<string> ReadForwarders(SyntaxNode root)
    {
        var names = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var method in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            var parameters = method.ParameterList.Parameters.Select(p => p.Identifier.ValueText).ToImmutableHashSet(StringComparer.Ordinal);
            if (parameters.IsEmpty) continue;
            var forwards = method.DescendantNodes().OfType<ArgumentSyntax>()
                .Any(a => a.DescendantNodes().OfType<IdentifierNameSyntax>().Any(i => parameters.Contains(i.Identifier.ValueText)));
            if (forwards) names.Add(method.Identifier.ValueText);
        }

        return names.ToImmutable();
    }

    private static string MethodName(SyntaxNode node)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case MethodDeclarationSyntax method: return method.Identifier.ValueText;
                case LocalFunctionStatementSyntax function: return function.Identifier.ValueText;
                case PropertyDeclarationSyntax property: return property.Identifier.ValueText;
                case BaseTypeDeclarationSyntax: return "";
            }
        }

        return "";
    }

    // Short texts are one string already; a long one is searched in pieces because making one string of it would double its memory.
    private static bool MentionsTheWord(SourceText text)
    {
        const int Piece = 32 * 1024;
        if (text.Length <= Piece) return HasTheWord(text.ToString());
        for (var position = 0; position < text.Length; position += Piece - 8)
        {
            if (HasTheWord(text.ToString(new TextSpan(position, Math.Min(Piece, text.Length - position))))) return true;
        }

        return false;
    }

    // Ordinal searches run at the speed of memory; the first letter may have either case.
    private static bool HasTheWord(string text) =>
        text.IndexOf("ntercom", StringComparison.Ordinal) >= 0 || text.IndexOf("NTERCOM", StringComparison.Ordinal) >= 0;
}
