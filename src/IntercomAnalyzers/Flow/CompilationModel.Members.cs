using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <content>What members are worth that need no walk.</content>
internal sealed partial class CompilationModel
{
    /// <summary>The operation that initialises a local, field or property, or null when there is none in this compilation.</summary>
    public IOperation? Initializer(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences is not [var reference, ..]) return null;
        var syntax = reference.GetSyntax(CancellationToken) switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        };
        if (syntax is null || !Enter(symbol)) return null;
        try
        {
            return ModelOf(syntax.SyntaxTree) is { } semanticModel ? OperationOf(syntax, semanticModel) : null;
        }
        finally
        {
            Leave(symbol);
        }
    }

    /// <summary>The one text that the constructors of a type assign to one of its members, or null. A property that is set behind the field of the same name counts for the field.</summary>
    public string? ConstructorText(ISymbol member) => constructorTexts.GetOrAdd(member, ReadConstructorText);

    /// <summary>What a constructor of this compilation assigns to members of its object, over its parameters. Assignments that are not understood are left out.</summary>
    public ImmutableArray<(string Member, ValueKey Value)> ConstructorValues(IMethodSymbol constructor) => constructorValues.GetOrAdd(constructor.OriginalDefinition, ReadConstructorValues);

    /// <summary>The value of a method or property that is one expression over its parameters and its object without effects, or null.</summary>
    public ValueKey? SimpleResult(ISymbol member)
    {
        var definition = member.OriginalDefinition;
        if (definition.DeclaringSyntaxReferences.Length != 1 || definition.IsAbstract || definition.IsVirtual || definition.IsOverride) return null;
        if (simpleResults.TryGetValue(definition, out var known)) return known;
        if (!Enter(definition)) return null;
        try
        {
            var expression = definition.DeclaringSyntaxReferences[0].GetSyntax(CancellationToken) switch
            {
                MethodDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
                MethodDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => returned,
                ConversionOperatorDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
                ConversionOperatorDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => returned,
                LocalFunctionStatementSyntax { ExpressionBody: { } arrow } => arrow.Expression,
                PropertyDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
                PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } => accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration)) switch
                {
                    { ExpressionBody: { } arrow } => arrow.Expression,
                    { Body.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => returned,
                    _ => null,
                },
                _ => null,
            };
            ValueKey? result = null;
            if (expression is not null && expression.Span.Length < 2_000 && !CallsClient(expression) && ModelOf(expression.SyntaxTree) is { } semanticModel && OperationOf(expression, semanticModel) is { } operation)
            {
                var value = Evaluator.Evaluate(operation, PathState.Empty);
                if (!value.Any(k => k.Kind is ValueKeyKind.Opaque or ValueKeyKind.Function)) result = value;
            }

            return simpleResults.GetOrAdd(definition, result);
        }
        finally
        {
            Leave(definition);
        }
    }

    /// <summary>
    /// What a method of this compilation assigns to members of objects that it is handed, over its parameters: the parameter's ordinal, the member as it is sent, and its value; a null value where the method only may assign it.
    /// </summary>
    public ImmutableArray<(int Ordinal, string Member, ValueKey? Value)> ArgumentValues(IMethodSymbol method) => argumentValues.GetOrAdd(method.OriginalDefinition, ReadArgumentValues);

    /// <summary>What the project hands over for a constructor's parameter, wherever it makes an object of the class under its name.</summary>
    public IEnumerable<(ExpressionSyntax Argument, SemanticModel SemanticModel)> ConstructorArguments(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol constructor) yield break;
        foreach (var creation in TreesWith(constructor.ContainingType.Name).SelectMany(f => f.CreationsOf(constructor.ContainingType.Name)))
        {
            if (ModelOf(creation.SyntaxTree) is not { } semanticModel || creation.ArgumentList is not { } list
                || !SymbolEqualityComparer.Default.Equals(semanticModel.GetSymbolInfo(creation, CancellationToken).Symbol?.OriginalDefinition, constructor.OriginalDefinition)) continue;
            var argument = list.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name) ?? (parameter.Ordinal < list.Arguments.Count && list.Arguments[parameter.Ordinal] is { NameColon: null } positional ? positional : null);
            if (argument is not null) yield return (argument.Expression, semanticModel);
        }
    }

    /// <summary>What the constructors of a class hand over for a parameter of its base class's constructor; null when they do not, or not the same way.</summary>
    public ExpressionSyntax? BaseArgument(INamedTypeSymbol type, IParameterSymbol parameter)
    {
        var handed = type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(CancellationToken)).OfType<TypeDeclarationSyntax>()
            .SelectMany(d => d.Members.OfType<ConstructorDeclarationSyntax>().Select(c => c.Initializer is { RawKind: (int)SyntaxKind.BaseConstructorInitializer } initializer ? initializer.ArgumentList : null)
                .Append((d.BaseList?.Types.FirstOrDefault() as PrimaryConstructorBaseTypeSyntax)?.ArgumentList))
            .Where(l => l is not null && parameter.Ordinal < l.Arguments.Count).Select(l => l!.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name) ?? l.Arguments[parameter.Ordinal]).ToList();
        return handed is [var only] && SymbolEqualityComparer.Default.Equals(type.BaseType?.OriginalDefinition, parameter.ContainingType) ? only.Expression : null;
    }

    private ImmutableArray<(string Member, ValueKey Value)> ReadConstructorValues(IMethodSymbol constructor)
    {
        if (constructor.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(CancellationToken) is not ConstructorDeclarationSyntax syntax || ModelOf(syntax.SyntaxTree) is not { } semanticModel || !Enter(constructor)) return ImmutableArray<(string, ValueKey)>.Empty;
        try
        {
            var values = ImmutableArray.CreateBuilder<(string, ValueKey)>();
            var expressions = syntax.ExpressionBody is { } arrow ? [arrow.Expression] : syntax.Body?.Statements.OfType<ExpressionStatementSyntax>().Select(s => s.Expression) ?? [];
            foreach (var assignment in expressions.OfType<AssignmentExpressionSyntax>().Where(a => a.IsKind(SyntaxKind.SimpleAssignmentExpression)))
            {
                if (assignment is { Left: TupleExpressionSyntax lefts, Right: TupleExpressionSyntax rights } && lefts.Arguments.Count == rights.Arguments.Count)
                {
                    for (var i = 0; i < lefts.Arguments.Count; i++) Add(lefts.Arguments[i].Expression, rights.Arguments[i].Expression);
                }
                else
                {
                    Add(assignment.Left, assignment.Right);
                }
            }

            return values.ToImmutable();

            void Add(ExpressionSyntax left, ExpressionSyntax right)
            {
                if (semanticModel.GetSymbolInfo(left, CancellationToken).Symbol is not { IsStatic: false } member || member is not (IFieldSymbol or IPropertySymbol) || OperationOf(right, semanticModel) is not { } operation) return;
                var value = Evaluator.Evaluate(operation, PathState.Empty);
                if (!value.Any(k => k.Kind is ValueKeyKind.Opaque or ValueKeyKind.Function)) values.Add((ObjectShape.NameOf(member), value));
            }
        }
        finally
        {
            Leave(constructor);
        }
    }

    private ImmutableArray<(int Ordinal, string Member, ValueKey? Value)> ReadArgumentValues(IMethodSymbol method)
    {
        if (Implementation(method) is not { DeclaringSyntaxReferences: [var reference] } own || reference.GetSyntax(CancellationToken) is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax) || ModelOf(reference.SyntaxTree) is not { } semanticModel || !Enter(own)) return ImmutableArray<(int, string, ValueKey?)>.Empty;
        try
        {
            var body = reference.GetSyntax(CancellationToken);
            var values = ImmutableArray.CreateBuilder<(int, string, ValueKey?)>();
            foreach (var assignment in body.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (assignment.Left is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax target } left || own.Parameters.FirstOrDefault(p => p.Name == target.Identifier.ValueText) is not { } parameter
                    || semanticModel.GetSymbolInfo(left, CancellationToken).Symbol is not { } member) continue;
                var isSure = assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && (assignment.Parent is ArrowExpressionClauseSyntax || assignment.Parent is ExpressionStatementSyntax { Parent: BlockSyntax block } && block.Parent == body);
                values.Add((parameter.Ordinal, ObjectShape.NameOf(member), isSure && OperationOf(assignment.Right, semanticModel) is { } operation ? Evaluator.Evaluate(operation, PathState.Empty) : null));
            }

            return values.ToImmutable();
        }
        finally
        {
            Leave(own);
        }
    }

    private string? ReadConstructorText(ISymbol member)
    {
        string? found = null;
        var name = Identifier.Normalize(member.Name);
        foreach (var constructor in member.ContainingType.InstanceConstructors)
        {
            if (constructor.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(CancellationToken) is not ConstructorDeclarationSyntax syntax || ModelOf(syntax.SyntaxTree) is not { } semanticModel) continue;
            foreach (var assignment in syntax.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                var target = assignment.Left switch { IdentifierNameSyntax identifier => identifier.Identifier.ValueText, MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText, _ => "" };
                if (Identifier.Normalize(target) != name) continue;
                if (semanticModel.GetConstantValue(assignment.Right, CancellationToken).Value is not string text || (found is not null && found != text)) return null;
                found = text;
            }
        }

        return found;
    }

    private bool CallsClient(SyntaxNode node) =>
        node.DescendantNodesAndSelf().Any(n => n is InvocationExpressionSyntax i && TreeFacts.CalledName(i) is { } name && FollowedNames.Contains(name.Identifier.ValueText));
}
