using IntercomAnalyzers.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Flow;

/// <summary>What the syntax of one member tells: what it calls, hands on and assigns. Read for the first who asks, in one pass. Thread-safe.</summary>
internal sealed class MemberFacts
{
    private readonly SyntaxTree tree;
    private Reading? reading;

    public MemberFacts(SyntaxTree tree, TextSpan span, WordSet words)
    {
        this.tree = tree;
        Span = span;
        Words = words;
    }

    public TextSpan Span { get; }

    /// <summary>The words of the member's code.</summary>
    public WordSet Words { get; }

    /// <summary>Places that may say where an HTTP client leads, with the name that decides whether they matter; no name: they do.</summary>
    public IReadOnlyList<(TextSpan Place, string? Name)> ClientPlaces => Facts.ClientPlaces;

    /// <summary>The places where a simple name is called.</summary>
    public IEnumerable<TextSpan> CallsOf(string name) => Facts.Calls.Where(c => c.Name == name).Select(c => c.Place);

    /// <summary>The names of this member, or of local functions in it, that call a simple name, once for each call, and whether it is a method that passes a parameter on to some call.</summary>
    public IEnumerable<(string Method, bool PassesParameters)> CallersOf(string name) => Facts.Calls.Where(c => c.Name == name && c.Caller is not null).Select(c => (c.Caller!, Facts.Forwarders.Contains(c.Caller!)));

    /// <summary>The places where a simple name stands as an argument of a call.</summary>
    public IEnumerable<TextSpan> HandedOn(string name) => Facts.Handed.Where(h => h.Name == name).Select(h => h.Place);

    // Not Lazy: most members are never read, and there are many of them.
    private Reading Facts => reading ?? Interlocked.CompareExchange(ref reading, Read(tree.GetRoot().FindNode(Span)), null) ?? reading;

    private static Reading Read(SyntaxNode member)
    {
        var reading = new Reading();
        foreach (var node in member.DescendantNodesAndSelf(MayHoldCalls))
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
                case InvocationExpressionSyntax invocation:
                    reading.Add(invocation);
                    continue;
            }
        }

        return reading;
    }

    // Most nodes are names, literals and types, which hold no call.
    private static bool MayHoldCalls(SyntaxNode node) => node.Kind() is not (SyntaxKind.IdentifierName or SyntaxKind.StringLiteralExpression or SyntaxKind.NumericLiteralExpression or SyntaxKind.PredefinedType
        or SyntaxKind.NullableType or SyntaxKind.AttributeList or SyntaxKind.ParameterList or SyntaxKind.TypeParameterConstraintClause);

    private sealed class Reading
    {
        /// <summary>The simple names that are called, and the method or property around the call.</summary>
        public List<(string Name, TextSpan Place, string? Caller)> Calls { get; } = [];

        /// <summary>The arguments that are a name, or end with one.</summary>
        public List<(string Name, TextSpan Place)> Handed { get; } = [];

        public List<string> Forwarders { get; } = [];

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

        public void Add(InvocationExpressionSyntax invocation)
        {
            AddArguments(invocation);
            if (TreeFacts.CalledName(invocation) is not { Identifier.ValueText: var called }) return;
            if (called is "Add" or "TryAddWithoutValidation" && invocation is { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DefaultRequestHeaders" or "Headers" } }, ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } header, ..] }) ClientPlaces.Add((header.Expression.Span, null));
            if (HttpClientCalls.Names.Contains(called) && HttpRouteGate.IsElsewhere(invocation)) return;
            var declaration = MethodAround(invocation);
            var method = NameOf(declaration);
            Calls.Add((called, invocation.Span, method));
            if (method is not null && declaration is MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0 } forwarder && !Forwarders.Contains(method) && PassesParameter(invocation, forwarder)) Forwarders.Add(method);
        }

        /// <summary>What a client is made for: the assignment or variable around.</summary>
        public void AddMaker(SyntaxNode maker)
        {
            for (var node = maker.Parent; node is not null and not MemberDeclarationSyntax; node = node.Parent)
            {
                if (node is not (AssignmentExpressionSyntax or VariableDeclaratorSyntax { Initializer: not null })) continue;
                ClientPlaces.Add((node.Span, null));
                return;
            }
        }

        private void AddArguments(InvocationExpressionSyntax invocation)
        {
            foreach (var argument in invocation.ArgumentList.Arguments)
            {
                switch (argument.Expression)
                {
                    case IdentifierNameSyntax name: Handed.Add((name.Identifier.ValueText, name.Span)); break;
                    case MemberAccessExpressionSyntax access: Handed.Add((access.Name.Identifier.ValueText, access.Span)); break;
                }
            }
        }

        private static bool PassesParameter(InvocationExpressionSyntax invocation, MethodDeclarationSyntax method)
        {
            foreach (var argument in invocation.ArgumentList.Arguments)
            {
                if (argument.Expression is IdentifierNameSyntax name ? IsParameter(name, method) : HasParameter(argument, method)) return true;
            }

            return false;
        }

        private static bool HasParameter(ArgumentSyntax argument, MethodDeclarationSyntax method)
        {
            foreach (var node in argument.DescendantNodes())
            {
                if (node is IdentifierNameSyntax name && IsParameter(name, method)) return true;
            }

            return false;
        }

        private static bool IsParameter(IdentifierNameSyntax name, MethodDeclarationSyntax method)
        {
            foreach (var parameter in method.ParameterList.Parameters)
            {
                if (parameter.Identifier.ValueText == name.Identifier.ValueText) return true;
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

        private static string? NameOf(SyntaxNode? declaration) => declaration switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            _ => null,
        };
    }
}
