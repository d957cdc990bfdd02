using System.Collections.Concurrent;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Tells whether a message handler tries again: by its own class, by the policy or pipeline that it is made with, or by a handler inside it. What cannot be seen is presumed to.</summary>
internal sealed class HandlerRetries(CompilationModel model, RetryContent content, Func<InvocationExpressionSyntax, RetryStrength> retried)
{
    // How many members, locals and methods are followed from one handler.
    private const int MaximumHops = 6;

    private readonly ConcurrentDictionary<INamedTypeSymbol, RetryStrength> types = new(SymbolEqualityComparer.Default);

    /// <summary>The retry of the handler that an expression, a lambda or a method handed over by name gives.</summary>
    public RetryStrength Of(ExpressionSyntax expression) => Of(expression, 0, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    // Each local, member and method is looked into once: chain = new LogHandler(chain) leads back to itself.
    private RetryStrength Of(ExpressionSyntax expression, int hops, HashSet<ISymbol> seen)
    {
        if (hops > MaximumHops || model.ModelOf(expression.SyntaxTree) is not { } semanticModel) return RetryStrength.Presumed;
        switch (expression)
        {
            case LambdaExpressionSyntax { ExpressionBody: { } body }:
                return Of(body, hops + 1, seen);
            case LambdaExpressionSyntax { Block: { } block }:
                return OfReturned(block, hops, seen);
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, hops + 1, seen);
            case CastExpressionSyntax cast:
                return Of(cast.Expression, hops + 1, seen);
            case PostfixUnaryExpressionSyntax suppressed:
                return Of(suppressed.Operand, hops + 1, seen);
            case ConditionalExpressionSyntax choice:
                return Stronger(Of(choice.WhenTrue, hops + 1, seen), Of(choice.WhenFalse, hops + 1, seen));
            case BinaryExpressionSyntax choice:
                return Stronger(Of(choice.Left, hops + 1, seen), Of(choice.Right, hops + 1, seen));
            case AssignmentExpressionSyntax assignment:
                return Of(assignment.Right, hops + 1, seen);
            case BaseObjectCreationExpressionSyntax creation:
                return OfCreation(creation, semanticModel, hops, seen);
        }

        var info = semanticModel.GetSymbolInfo(expression, model.CancellationToken);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is { DeclaringSyntaxReferences: [var reference] } symbol)
        {
            if (!seen.Add(symbol)) return RetryStrength.None;
            if (OfDeclared(symbol, reference.GetSyntax(model.CancellationToken), hops, seen) is { } found) return found;
        }

        return semanticModel.GetTypeInfo(expression, model.CancellationToken).Type is INamedTypeSymbol type ? Of(type) : RetryStrength.Presumed;
    }

    /// <summary>The retry of a handler of this class, however it is made.</summary>
    public RetryStrength Of(INamedTypeSymbol type) => types.GetOrAdd(type.OriginalDefinition, Find);

    /// <summary>The retries of all handlers that are made or fetched inside a configuration.</summary>
    public RetryStrength Inside(SyntaxNode configuration)
    {
        var found = RetryStrength.None;
        foreach (var expression in configuration.DescendantNodes().Where(n => n is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax).Cast<ExpressionSyntax>())
        {
            if (model.ModelOf(expression.SyntaxTree)?.GetTypeInfo(expression, model.CancellationToken).Type is { } type && type.IsMessageHandler()) found = Stronger(found, Of(expression));
        }

        return found;
    }

    // Null when the declaration does not tell.
    private RetryStrength? OfDeclared(ISymbol symbol, SyntaxNode declaration, int hops, HashSet<ISymbol> seen)
    {
        switch (declaration)
        {
            case ParameterSyntax when symbol.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }:
                // inner => new RetryHandler { InnerHandler = inner }: the client's own handler.
                return RetryStrength.None;
            case VariableDeclaratorSyntax or PropertyDeclarationSyntax:
                var found = (RetryStrength?)null;
                foreach (var value in ValuesOf(symbol, declaration)) found = Stronger(found ?? RetryStrength.None, Of(value, hops + 1, seen));
                return found;
            case MethodDeclarationSyntax { ExpressionBody.Expression: { } arrow }:
                return Of(arrow, hops + 1, seen);
            case MethodDeclarationSyntax { Body: { } body }:
                return OfReturned(body, hops, seen);
            case LocalFunctionStatementSyntax { ExpressionBody.Expression: { } arrow }:
                return Of(arrow, hops + 1, seen);
            case LocalFunctionStatementSyntax { Body: { } body }:
                return OfReturned(body, hops, seen);
            default:
                return null;
        }
    }

    private RetryStrength OfReturned(BlockSyntax body, int hops, HashSet<ISymbol> seen)
    {
        var found = (RetryStrength?)null;
        foreach (var returned in body.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>())
        {
            if (returned.Expression is { } expression) found = Stronger(found ?? RetryStrength.None, Of(expression, hops + 1, seen));
        }

        return found ?? RetryStrength.Presumed;
    }

    // What is assigned to a local or member, and to the InnerHandler of a local.
    private IEnumerable<ExpressionSyntax> ValuesOf(ISymbol symbol, SyntaxNode declaration)
    {
        if (declaration is PropertyDeclarationSyntax { ExpressionBody: { } arrow }) yield return arrow.Expression;
        if ((declaration is PropertyDeclarationSyntax property ? property.Initializer : ((declaration as VariableDeclaratorSyntax)?.Initializer)) is { } initializer) yield return initializer.Value;
        var scope = symbol is ILocalSymbol ? (SyntaxNode?)declaration.FirstAncestorOrSelf<BlockSyntax>() ?? declaration.SyntaxTree.GetRoot(model.CancellationToken) : declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        foreach (var assignment in scope?.DescendantNodes().OfType<AssignmentExpressionSyntax>() ?? [])
        {
            var target = assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "InnerHandler" } inner ? inner.Expression : assignment.Left;
            var name = target switch { IdentifierNameSyntax identifier => identifier.Identifier.ValueText, MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText, _ => null };
            if (name == symbol.Name) yield return assignment.Right;
        }
    }

    private RetryStrength OfCreation(BaseObjectCreationExpressionSyntax creation, SemanticModel semanticModel, int hops, HashSet<ISymbol> seen)
    {
        if (semanticModel.GetTypeInfo(creation, model.CancellationToken).Type is not INamedTypeSymbol type) return RetryStrength.Presumed;
        var arguments = creation.ArgumentList?.Arguments.Select(a => a.Expression).ToList() ?? [];
        var found = RetryStrength.None;
        if (type.Name is "PolicyHttpMessageHandler" or "ResilienceHandler" && type.DeclaringSyntaxReferences.IsEmpty)
        {
            found = arguments.Count > 0 ? content.Of(arguments[0], semanticModel) : RetryStrength.Presumed;
        }
        else
        {
            found = Of(type);

            // A class that runs what it is handed: the content decides where it can be seen.
            if (found == RetryStrength.Presumed && arguments.Where(a => IsPolicy(a, semanticModel)).ToList() is { Count: > 0 } policies && policies.All(p => content.Of(p, semanticModel) == RetryStrength.None)) found = RetryStrength.None;
        }

        foreach (var inner in arguments.Concat(creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().Select(a => a.Right) ?? []))
        {
            if (semanticModel.GetTypeInfo(inner, model.CancellationToken).Type.IsMessageHandler()) found = Stronger(found, Of(inner, hops + 1, seen));
        }

        return found;
    }

    private bool IsPolicy(ExpressionSyntax expression, SemanticModel semanticModel) => semanticModel.GetTypeInfo(expression, model.CancellationToken).Type is { } type && RetryContent.IsPolicy(type);

    private RetryStrength Find(INamedTypeSymbol handler)
    {
        var found = RetryStrength.None;
        for (var type = handler; type is not null && type.IsMessageHandler(); type = type.BaseType)
        {
            if (type.DeclaringSyntaxReferences.IsEmpty)
            {
                return Stronger(found, OfUnseen(type, isStart: SymbolEqualityComparer.Default.Equals(type, handler)));
            }

            foreach (var declaration in type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(model.CancellationToken)))
            {
                var sends = declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => TreeFacts.CalledName(i)?.Identifier.ValueText is "SendAsync" or "Send").ToList();
                var strength = sends.Select(retried).DefaultIfEmpty(RetryStrength.None).Max();
                if (SecondAttempts.Exist(sends.Where(s => s.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax }).ToList())) strength = RetryStrength.Certain;
                if (strength == RetryStrength.Certain) strength = PostExclusion.Of(declaration);
                if (strength != RetryStrength.None) return strength;
            }
        }

        return found;
    }

    // Of the framework's own handlers only the abstract ones may stand for another.
    private static RetryStrength OfUnseen(INamedTypeSymbol type, bool isStart)
    {
        if (type.ContainingNamespace.Is("System.Net.Http")) return isStart && type.IsAbstract ? RetryStrength.Presumed : RetryStrength.None;
        return Words.Of(type.Name).Any(w => w is "Retry" or "Resilience" or "Polly" or "Policy") ? RetryStrength.Presumed : RetryStrength.None;
    }

    private static RetryStrength Stronger(RetryStrength one, RetryStrength other) => one > other ? one : other;
}
