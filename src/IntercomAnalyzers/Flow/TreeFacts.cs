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

    private readonly Lazy<Reading> reading;
    private readonly SyntaxTree tree;

    private TreeFacts(SyntaxTree tree)
    {
        this.tree = tree;
        MentionsIntercom = MentionsTheWord(tree.GetText());
        reading = new(() => Read(tree.GetRoot()));
    }

    /// <summary>The word "intercom" stands anywhere in the text.</summary>
    public bool MentionsIntercom { get; }

    /// <summary>For each method name that is declared here (empty for code outside of methods) the simple names that are called inside.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> InvokedByMethod => reading.Value.ByMethod;

    /// <summary>The simple names that are called here.</summary>
    public IReadOnlyCollection<string> InvokedNames => reading.Value.ByName.Keys;

    /// <summary>The calls of a simple name, in the order of the text. Only their places are kept: nodes would keep the whole tree in memory.</summary>
    public IEnumerable<InvocationExpressionSyntax> CallsOf(string name)
    {
        if (!reading.Value.ByName.TryGetValue(name, out var places)) yield break;
        var root = tree.GetRoot();
        foreach (var place in places)
        {
            if (root.FindNode(place, getInnermostNodeForTie: true) is InvocationExpressionSyntax invocation) yield return invocation;
        }
    }

    /// <summary>
    /// The nodes below <paramref name="root"/> that may say where an HTTP client leads: base addresses, version headers, and what is assigned to one of <paramref name="members"/> or makes a client.
    /// Binding one of them binds the body around it, so that names decide first.
    /// </summary>
    public IEnumerable<SyntaxNode> ClientPlaces(SyntaxNode root, IReadOnlyCollection<string> members)
    {
        foreach (var (place, name) in reading.Value.ClientPlaces)
        {
            if (root.Span.Contains(place) && (name is null || members.Contains(name))) yield return root.FindNode(place, getInnermostNodeForTie: true);
        }
    }

    /// <summary>What stands under a simple name as an argument of a call, in the order of the text: a local, a member, or a method that is handed on by name.</summary>
    public IEnumerable<ExpressionSyntax> HandedOn(string name)
    {
        if (!reading.Value.HandedByName.Value.Contains(name)) yield break;
        var root = tree.GetRoot();
        foreach (var place in reading.Value.HandedByName.Value[name])
        {
            if (root.FindNode(place, getInnermostNodeForTie: true) is ExpressionSyntax handed) yield return handed;
        }
    }

    /// <summary>The names of methods that pass one of their parameters on to a call: what they do may depend on their caller.</summary>
    public IReadOnlyCollection<string> ParameterForwarders => reading.Value.Forwarders;

    public SyntaxTree Tree => tree;

    /// <summary>The names of the methods declared here with one of these attributes, named without the suffix.</summary>
    public IEnumerable<string> MethodsMarked(IReadOnlyCollection<string> attributes) =>
        tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => attributes.Contains(AttributeName(a))))
            .Select(m => m.Identifier.ValueText);

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

    private static Reading Read(SyntaxNode root)
    {
        var reading = new Reading();

        // One pass over the file for all that is asked of its syntax; what is skipped holds no call.
        foreach (var node in root.DescendantNodes(n => n is not (UsingDirectiveSyntax or AttributeListSyntax or ParameterListSyntax or TypeParameterConstraintClauseSyntax)))
        {
            switch (node)
            {
                case AssignmentExpressionSyntax assignment:
                    reading.Add(assignment);
                    continue;
                case VariableDeclaratorSyntax { Initializer: not null } variable:
                    reading.ClientPlaces.Add((variable.Span, variable.Parent is VariableDeclarationSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: var type } } && HttpOrigins.IsClientName(type) ? null : variable.Identifier.ValueText));
                    continue;
                case PropertyDeclarationSyntax property when property.Initializer is not null || property.ExpressionBody is not null:
                    reading.ClientPlaces.Add((property.Span, property.Identifier.ValueText));
                    continue;
                case SimpleNameSyntax name when HttpOrigins.MakesClient(name.Identifier.ValueText):
                    reading.AddMaker(name);
                    continue;
                case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) && string.Equals(literal.Token.ValueText, HttpRegistrations.VersionHeader, StringComparison.OrdinalIgnoreCase):
                    reading.ClientPlaces.Add((literal.Span, null));
                    continue;
            }

            if (node is not InvocationExpressionSyntax invocation) continue;
            reading.AddArguments(invocation);
            if (CalledName(invocation) is not { Identifier.ValueText: var called }) continue;
            if (HttpClientCalls.Names.Contains(called) && HttpRouteGate.IsElsewhere(invocation)) continue;
            var declaration = MethodAround(invocation);
            var method = NameOf(declaration);
            if (!reading.ByMethod.TryGetValue(method, out var names)) reading.ByMethod.Add(method, names = new HashSet<string>(StringComparer.Ordinal));
            names.Add(called);
            if (!reading.ByName.TryGetValue(called, out var calls)) reading.ByName.Add(called, calls = []);
            calls.Add(invocation.Span);
            if (declaration is MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0 } forwarder && !reading.Forwarders.Contains(method) && PassesParameter(invocation, forwarder)) reading.Forwarders.Add(method);
        }

        return reading;
    }

    private static bool PassesParameter(InvocationExpressionSyntax invocation, MethodDeclarationSyntax method)
    {
        foreach (var argument in invocation.ArgumentList.Arguments)
        {
            foreach (var node in argument.DescendantNodes())
            {
                if (node is not IdentifierNameSyntax identifier) continue;
                foreach (var parameter in method.ParameterList.Parameters)
                {
                    if (parameter.Identifier.ValueText == identifier.Identifier.ValueText) return true;
                }
            }
        }

        return false;
    }

    private static SyntaxNode? MethodAround(SyntaxNode node)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case MethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax: return parent;
                case BaseTypeDeclarationSyntax: return null;
            }
        }

        return null;
    }

    private static string NameOf(SyntaxNode? declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        _ => "",
    };

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

    private sealed class Reading
    {
        private readonly List<(string Name, TextSpan Place)> handed = [];

        public Reading() => HandedByName = new(() => handed.ToLookup(h => h.Name, h => h.Place, StringComparer.Ordinal));

        /// <summary>The arguments that are a name, or end with one. Sorted by name for the first who asks.</summary>
        public Lazy<ILookup<string, TextSpan>> HandedByName { get; }

        public Dictionary<string, HashSet<string>> ByMethod { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<TextSpan>> ByName { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Forwarders { get; } = new(StringComparer.Ordinal);

        /// <summary>Places with the name that decides whether they matter; no name: they do.</summary>
        public List<(TextSpan Place, string? Name)> ClientPlaces { get; } = [];

        public void Add(AssignmentExpressionSyntax assignment)
        {
            var name = assignment.Left switch
            {
                IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                _ => null,
            };
            if (name is "BaseAddress" or "BaseUrl" || (assignment.Left is TupleExpressionSyntax && assignment.Right is TupleExpressionSyntax)) ClientPlaces.Add((assignment.Span, null));
            else if (name is not null) ClientPlaces.Add((assignment.Span, name));
        }

        public void AddArguments(InvocationExpressionSyntax invocation)
        {
            foreach (var argument in invocation.ArgumentList.Arguments)
            {
                switch (argument.Expression)
                {
                    case IdentifierNameSyntax name: handed.Add((name.Identifier.ValueText, name.Span)); break;
                    case MemberAccessExpressionSyntax access: handed.Add((access.Name.Identifier.ValueText, access.Span)); break;
                }
            }
        }

        /// <summary>What a client is made for: the assignment, variable or property around.</summary>
        public void AddMaker(SyntaxNode maker)
        {
            for (var node = maker.Parent; node is not null and not MemberDeclarationSyntax; node = node.Parent)
            {
                if (node is not (AssignmentExpressionSyntax or VariableDeclaratorSyntax { Initializer: not null })) continue;
                ClientPlaces.Add((node.Span, null));
                return;
            }
        }
    }
}
