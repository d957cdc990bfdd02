using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// What the syntax of one file tells without any symbol. Kept by the host per syntax tree, so that an edit of one file leaves the facts of all others alone. The words of each member's text decide whether
/// its syntax is read at all.
/// </summary>
internal sealed class TreeFacts
{
    // By reference: told apart by their text, as is the default, the host hashes the text of every tree.
    public static readonly SyntaxTreeValueProvider<TreeFacts> Provider = new(Of, EqualityComparer<SyntaxTree>.Default);

    private static readonly ImmutableArray<int> ClientWords = HttpOrigins.ClientWords.Select(WordSet.HashOf).ToImmutableArray();

    // The longest text that is looked at as one string.
    private const int Piece = 32 * 1024;

    private readonly Lazy<Outline> outline;
    private readonly SyntaxTree tree;
    private (string Name, TextSpan Place)[]? declarations;

    private TreeFacts(SyntaxTree tree)
    {
        this.tree = tree;
        MentionsIntercom = MentionsTheWord(tree.GetText());
        outline = new(() => Outline.Of(tree));
    }

    public static TreeFacts Of(SyntaxTree tree) => new(tree);

    public SyntaxTree Tree => tree;

    /// <summary>The word "intercom" stands anywhere in the text.</summary>
    public bool MentionsIntercom { get; }

    /// <summary>The members that hold code, in the order of the text.</summary>
    public ImmutableArray<MemberFacts> Members => outline.Value.Members;

    /// <summary>The calls of a simple name, in the order of the text. Only their places are kept: nodes would keep the whole tree in memory.</summary>
    public IEnumerable<InvocationExpressionSyntax> CallsOf(string name) =>
        MembersWith(name).SelectMany(m => m.CallsOf(name)).Select(NodeAt).OfType<InvocationExpressionSyntax>();

    /// <summary>The names of the methods and properties declared here that call a simple name, and whether they pass a parameter on to some call: what they do may depend on their caller.</summary>
    public IEnumerable<(string Method, bool PassesParameters)> CallersOf(string name) => MembersWith(name).SelectMany(m => m.CallersOf(name));

    /// <summary>The names of the methods declared here with a body.</summary>
    public IEnumerable<string> MethodNames => Declarations.Select(d => d.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The methods of a name declared here with a body.</summary>
    public IEnumerable<MethodDeclarationSyntax> DeclarationsOf(string name) => Declarations.Where(d => d.Name == name).Select(d => NodeAt(d.Place)).OfType<MethodDeclarationSyntax>();

    /// <summary>
    /// The nodes below <paramref name="root"/> that may say where an HTTP client leads: base addresses, version headers, and what is assigned to one of <paramref name="members"/> or makes a client.
    /// Binding one of them binds the body around it, so that names decide first.
    /// </summary>
    public IEnumerable<SyntaxNode> ClientPlaces(SyntaxNode root, IReadOnlyCollection<string> members)
    {
        var names = members.Select(WordSet.HashOf).ToList();
        foreach (var member in Members)
        {
            if (!root.Span.Contains(member.Span) || !(member.Words.MayContainAny(ClientWords) || member.Words.MayAssignAny(names))) continue;
            foreach (var (place, name) in member.ClientPlaces)
            {
                if (name is null || members.Contains(name)) yield return root.FindNode(place, getInnermostNodeForTie: true);
            }
        }
    }

    /// <summary>What stands under a simple name as an argument of a call, in the order of the text: a local, a member, or a method that is handed on by name.</summary>
    public IEnumerable<ExpressionSyntax> HandedOn(string name) => MembersWith(name).SelectMany(m => m.HandedOn(name)).Select(NodeAt).OfType<ExpressionSyntax>();

    /// <summary>The creations of objects of a simple type name, in the order of the text.</summary>
    public IEnumerable<ObjectCreationExpressionSyntax> CreationsOf(string name) =>
        MembersWith(name).SelectMany(m => NodeAt(m.Span).DescendantNodes()).OfType<ObjectCreationExpressionSyntax>().Where(c => (c.Type is QualifiedNameSyntax qualified ? qualified.Right : c.Type as SimpleNameSyntax)?.Identifier.ValueText == name);

    /// <summary>The names of the methods declared here with one of these attributes, named without the suffix.</summary>
    public IEnumerable<string> MethodsMarked(IReadOnlyCollection<string> attributes) => outline.Value.Marked.Where(m => attributes.Contains(m.Attribute)).Select(m => m.Method);

    /// <summary>The simple name of an attribute, without the suffix.</summary>
    public static string AttributeName(AttributeSyntax attribute)
    {
        var name = attribute.Name switch { QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText, SimpleNameSyntax simple => simple.Identifier.ValueText, AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText, _ => "" };
        return Words.WithoutSuffix(name, "Attribute");
    }

    /// <summary>The simple name that an invocation calls, or null.</summary>
    public static SimpleNameSyntax? CalledName(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };

    // Read for the first who asks: most projects have no wrapper behind an interface.
    private (string Name, TextSpan Place)[] Declarations => declarations ??=
        tree.GetRoot().DescendantNodes(IsAroundMembers).OfType<MethodDeclarationSyntax>().Where(m => m.Body is not null || m.ExpressionBody is not null).Select(m => (m.Identifier.ValueText, m.Span)).ToArray();

    private static bool IsAroundMembers(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    private IEnumerable<MemberFacts> MembersWith(string word)
    {
        var hash = WordSet.HashOf(word);
        return Members.Where(m => m.Words.MayContain(hash));
    }

    private SyntaxNode NodeAt(TextSpan place) => tree.GetRoot().FindNode(place, getInnermostNodeForTie: true);

    // Short texts are one string already; a long one is searched in pieces because making one string of it would double its memory.
    private static bool MentionsTheWord(SourceText text)
    {
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

    /// <summary>The members of a file that hold code.</summary>
    private sealed class Outline(ImmutableArray<MemberFacts> members, ImmutableArray<(string Method, string Attribute)> marked)
    {
        public ImmutableArray<MemberFacts> Members { get; } = members;

        /// <summary>Methods with the simple names of their attributes.</summary>
        public ImmutableArray<(string Method, string Attribute)> Marked { get; } = marked;

        public static Outline Of(SyntaxTree tree)
        {
            var members = ImmutableArray.CreateBuilder<MemberFacts>();
            var marked = ImmutableArray.CreateBuilder<(string, string)>();
            var text = tree.GetText();
            foreach (var node in tree.GetRoot().DescendantNodes(IsAroundMembers))
            {
                if (node is MethodDeclarationSyntax { AttributeLists.Count: > 0 } method)
                {
                    foreach (var attribute in method.AttributeLists.SelectMany(l => l.Attributes)) marked.Add((method.Identifier.ValueText, AttributeName(attribute)));
                }

                if (CodeOf(node) is { } code) members.Add(new MemberFacts(tree, node.Span, WordsOf(text, code)));
            }

            return new Outline(members.ToImmutable(), marked.ToImmutable());
        }

        // The part of a declaration that can call something: no signature, where its own name would stand for a call.
        private static TextSpan? CodeOf(SyntaxNode node) => node switch
        {
            BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } and not ConstructorDeclarationSyntax { Initializer: not null } => null,
            BaseMethodDeclarationSyntax method => TextSpan.FromBounds(method.ParameterList.Span.End, method.Span.End),
            MemberDeclarationSyntax and not (BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax) => node.Span,
            BaseListSyntax bases when bases.Types.Any(t => t is PrimaryConstructorBaseTypeSyntax) => node.Span,
            _ => null,
        };

        private static WordSet WordsOf(SourceText text, TextSpan code)
        {
            // The text of a short file is one string already.
            return text.Length <= Piece ? WordSet.Of(text.ToString(), code.Start, code.End, HttpRouteGate.IsElsewhere) : WordSet.Of(text.ToString(code), 0, code.Length, HttpRouteGate.IsElsewhere);
        }
    }
}
