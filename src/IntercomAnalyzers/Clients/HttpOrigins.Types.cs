using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <content>What the code of one type says about its clients.</content>
internal sealed partial class HttpOrigins
{
    private TypeFacts Read(INamedTypeSymbol type)
    {
        var addresses = new List<(ValueKey, HostKind)>();
        var assignments = new List<(ValueKey, ValueKey)>();
        var versioned = new List<ValueKey>();
        var versionedMembers = new List<SyntaxNode>();
        var hasVersionHeader = false;

        var clientNames = type.GetMembers().Where(IsClient).Select(m => m.Name).Distinct(StringComparer.Ordinal).ToList();
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var root = reference.GetSyntax(model.CancellationToken);
            if (model.ModelOf(root.SyntaxTree) is not { } semanticModel || model.Facts(root.SyntaxTree) is not { } facts) continue;
            foreach (var node in facts.ClientPlaces(root, clientNames))
            {
                switch (node)
                {
                    case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseAddress" or "BaseUrl" } left } assignment:
                        if (Key(left.Expression, semanticModel) is { } target && Value(assignment.Right, semanticModel) is { } address)
                        {
                            addresses.Add((target, HttpAddress.HostOf(address)));
                            if (Initial(left.Expression, semanticModel) is { } initial) addresses.Add((initial, HttpAddress.HostOf(address)));
                        }

                        break;
                    case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "BaseAddress" }, Right: var itsAddress }:
                        if (Value(itsAddress, semanticModel) is { } itsHost) addresses.Add((ValueKey.This, HttpAddress.HostOf(itsHost)));
                        break;
                    case AssignmentExpressionSyntax { Left: TupleExpressionSyntax lefts, Right: TupleExpressionSyntax rights } when lefts.Arguments.Count == rights.Arguments.Count:
                        for (var i = 0; i < lefts.Arguments.Count; i++) Assigned(lefts.Arguments[i].Expression, rights.Arguments[i].Expression, semanticModel);
                        break;
                    case AssignmentExpressionSyntax assignment:
                        Assigned(assignment.Left, assignment.Right, semanticModel);
                        break;
                    case VariableDeclaratorSyntax { Initializer: { } initializer } variable when semanticModel.GetDeclaredSymbol(variable, model.CancellationToken) is { } symbol && IsClient(symbol):
                        if (Value(initializer.Value, semanticModel) is { } value) assignments.Add((KeyOf(symbol), value));
                        break;
                    case PropertyDeclarationSyntax property when semanticModel.GetDeclaredSymbol(property, model.CancellationToken) is { } symbol && IsClient(symbol):
                        if ((property.Initializer?.Value ?? property.ExpressionBody?.Expression) is { } made && Value(made, semanticModel) is { } propertyValue) assignments.Add((KeyOf(symbol), propertyValue));
                        break;
                    case LiteralExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax when IsVersionHeader((ExpressionSyntax)node, semanticModel):
                        if (node.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DefaultRequestHeaders" } headers } }
                            && Key(headers.Expression, semanticModel) is { } owner) versioned.Add(owner);
                        else if (node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && Sends(member)) versionedMembers.Add(member);
                        else hasVersionHeader = true;
                        break;
                }
            }
        }

        var names = ImmutableArray.CreateBuilder<string>();
        names.Add(type.Name);
        foreach (var constructor in type.InstanceConstructors)
        {
            addresses.AddRange(SetByHelpers(constructor, clientNames));
            foreach (var parameter in constructor.Parameters)
            {
                if (IsOptions(parameter.Type.Name)) names.Add(parameter.Type.Name);
                if (parameter.Type is INamedTypeSymbol { TypeArguments: [var argument, ..], Name: "IOptions" or "IOptionsMonitor" or "IOptionsSnapshot" }) names.Add(argument.Name);
            }
        }

        return new TypeFacts(addresses, assignments, versioned, versionedMembers, hasVersionHeader, names.ToImmutable());

        void Assigned(ExpressionSyntax left, ExpressionSyntax right, SemanticModel semanticModel)
        {
            if (semanticModel.GetSymbolInfo(left, model.CancellationToken).Symbol is { } symbol && IsClient(symbol) && Value(right, semanticModel) is { } value) assignments.Add((KeyOf(symbol), value));
        }
    }

    private bool IsVersionHeader(ExpressionSyntax name, SemanticModel semanticModel) =>
        name is LiteralExpressionSyntax || (semanticModel.GetConstantValue(name, model.CancellationToken).Value is string header && string.Equals(header, HttpRegistrations.VersionHeader, StringComparison.OrdinalIgnoreCase));

    // Configure(client), client.UseIntercom(): a method of the project sets the base address of a client that the constructor hands over.
    private IEnumerable<(ValueKey Client, HostKind Host)> SetByHelpers(IMethodSymbol constructor, List<string> clientNames)
    {
        if (constructor.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(model.CancellationToken) is not ConstructorDeclarationSyntax syntax || model.ModelOf(syntax.SyntaxTree) is not { } semanticModel) yield break;
        var names = clientNames.Concat(constructor.Parameters.Where(IsClient).Select(p => p.Name)).ToList();
        foreach (var call in syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            var handed = call.ArgumentList.Arguments.Select(a => a.Expression).Prepend((call.Expression as MemberAccessExpressionSyntax)?.Expression).OfType<IdentifierNameSyntax>().Where(n => names.Contains(n.Identifier.ValueText)).ToList();
            if (handed is not [var client, ..] || semanticModel.GetSymbolInfo(call, model.CancellationToken).Symbol is not IMethodSymbol { DeclaringSyntaxReferences: [var declared] } || Key(client, semanticModel) is not { } key) continue;
            foreach (var assignment in declared.GetSyntax(model.CancellationToken).DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseAddress" } && model.ModelOf(assignment.SyntaxTree) is { } assigning && Value(assignment.Right, assigning) is { } address) yield return (key, HttpAddress.HostOf(address));
            }
        }
    }

    // The header of a request that is sent here is no other request's; one that is made here and sent elsewhere may be any.
    private static bool Sends(MemberDeclarationSyntax member) =>
        member.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => TreeFacts.CalledName(i)?.Identifier.ValueText is "SendAsync" or "Send" || (TreeFacts.CalledName(i)?.Identifier.ValueText is { } name && name.StartsWith("Execute", StringComparison.Ordinal)));

    private sealed record TypeFacts(List<(ValueKey Target, HostKind Host)> BaseAddresses, List<(ValueKey Target, ValueKey Value)> Assignments, List<ValueKey> Versioned, List<SyntaxNode> VersionedMembers, bool HasVersionHeader, ImmutableArray<string> Names);
}
