using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Clients;

/// <summary>
/// Reads one call of <c>AddHttpClient</c> or <c>AddRefitClient</c>. A method of the project's own that registers what it is told to (<c>AddIntercomClient&lt;T&gt;</c>) stands for one registration at each of its calls.
/// </summary>
internal sealed class RegistrationReader(CompilationModel model)
{
    // How many methods hand a type or a name on to the registration.
    private const int MaximumHops = 2;

    // Callers of one such method; with more the registration stays open.
    private const int MaximumCallers = 64;

    public IEnumerable<HttpRegistration> Read(InvocationExpressionSyntax invocation, IMethodSymbol method, SemanticModel semanticModel)
    {
        var calls = BuilderCalls(invocation, semanticModel);

        // AddTypedClient(client => RestService.For<IInbox>(client))
        var types = method.TypeArguments.AddRange(calls.Where(c => NameOf(c) == "AddTypedClient").SelectMany(c => c.DescendantNodes().OfType<GenericNameSyntax>())
            .SelectMany(g => g.TypeArgumentList.Arguments).Select(t => semanticModel.GetSymbolInfo(t, model.CancellationToken).Symbol).OfType<ITypeSymbol>());
        var name = method.TypeArguments.IsEmpty ? ValueKey.Constant("") : null;
        foreach (var argument in invocation.ArgumentList.Arguments)
        {
            if (semanticModel.GetTypeInfo(argument.Expression, model.CancellationToken).Type?.SpecialType == SpecialType.System_String && Value(argument.Expression) is { } text) name = text;
        }

        var configured = invocation.ArgumentList.Arguments.Concat(calls.Where(c => NameOf(c) == "ConfigureHttpClient").SelectMany(c => c.ArgumentList.Arguments)).Select(a => Configuration(a.Expression, semanticModel)).ToList();
        var (host, hasVersionHeader) = Configured(configured);
        var open = new Open(types, name, host, hasVersionHeader, calls, OptionsIn(configured));
        return Settle(open, MethodAround(invocation, semanticModel), 0);
    }

    /// <summary>The lambda that is handed over, or the method or local function that is handed over by name.</summary>
    public SyntaxNode Configuration(ExpressionSyntax argument, SemanticModel semanticModel) =>
        argument is IdentifierNameSyntax or MemberAccessExpressionSyntax && semanticModel.GetSymbolInfo(argument, model.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var reference] }
            ? reference.GetSyntax(model.CancellationToken)
            : argument;

    // One registration, or one for each call of the method around it when that decides what is registered.
    private IEnumerable<HttpRegistration> Settle(Open open, IMethodSymbol? around, int hops)
    {
        var handsOn = around is not null && IsBuilder(around.ReturnType);
        if (around is null || hops >= MaximumHops || !(handsOn || DependsOn(open, around))) return [Closed(open)];
        var callers = CallsOf(around).Take(MaximumCallers + 1).ToList();
        if (callers.Count is 0 or > MaximumCallers) return [Closed(open)];
        if (!DependsOn(open, around)) return [Closed(open with { BuilderCalls = open.BuilderCalls.AddRange(callers.SelectMany(c => BuilderCalls(c.Syntax, c.SemanticModel))) })];
        return callers.SelectMany(caller => Settle(Called(open, around, caller, handsOn), MethodAround(caller.Syntax, caller.SemanticModel), hops + 1));
    }

    private Open Called(Open open, IMethodSymbol around, Caller caller, bool handsOn)
    {
        var replace = caller.Operation is { } operation ? Substitution.Parameters(around, null, model.Evaluator.Arguments(operation, PathState.Empty)) : k => k;
        return open with
        {
            Types = open.Types.Select(t => t is ITypeParameterSymbol parameter && IsOf(parameter.DeclaringMethod, around) && parameter.Ordinal < caller.Method.TypeArguments.Length ? caller.Method.TypeArguments[parameter.Ordinal] : t).ToImmutableArray(),
            Name = open.Name is { } name ? replace(name) : null,
            Host = open.Host is { } host ? replace(host) : null,
            BuilderCalls = handsOn ? open.BuilderCalls.AddRange(BuilderCalls(caller.Syntax, caller.SemanticModel)) : open.BuilderCalls,
        };
    }

    private static HttpRegistration Closed(Open open) =>
        new(open.Types.OfType<INamedTypeSymbol>().ToImmutableArray(), open.Name?.Datum as string, open.Host is { } host ? HttpAddress.HostOf(host) : HostKind.Unknown, open.HasVersionHeader, open.BuilderCalls)
        {
            Options = open.Options,
            IsOpen = open.Types.Any(t => t is ITypeParameterSymbol) || open.Name is { Datum: not string },
        };

    private static bool DependsOn(Open open, IMethodSymbol around) =>
        open.Types.Any(t => t is ITypeParameterSymbol parameter && IsOf(parameter.DeclaringMethod, around))
        || new[] { open.Name, open.Host }.Any(v => v?.Any(k => k.SymbolDatum is IParameterSymbol parameter && IsOf(parameter.ContainingSymbol, around)) == true);

    private static bool IsOf(ISymbol? symbol, IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(symbol?.OriginalDefinition, method.OriginalDefinition);

    private IEnumerable<Caller> CallsOf(IMethodSymbol method)
    {
        foreach (var call in model.InvocationsOf(method.Name))
        {
            if (model.ModelOf(call.SyntaxTree) is not { } semanticModel || semanticModel.GetSymbolInfo(call, model.CancellationToken).Symbol is not IMethodSymbol called || !IsOf(called.ReducedFrom ?? called, method)) continue;
            yield return new Caller(call, called, semanticModel, model.OperationOf(call, semanticModel) as IInvocationOperation);
        }
    }

    // GetRequiredService<IOptions<IntercomOptions>>()
    private static ImmutableArray<string> OptionsIn(IEnumerable<SyntaxNode> configured) =>
        configured.SelectMany(c => c.DescendantNodes()).OfType<GenericNameSyntax>().SelectMany(g => g.TypeArgumentList.Arguments).OfType<IdentifierNameSyntax>().Select(t => t.Identifier.ValueText).Where(HttpOrigins.IsOptions).Distinct().ToImmutableArray();

    private (ValueKey? Host, bool HasVersionHeader) Configured(IEnumerable<SyntaxNode> configured)
    {
        ValueKey? host = null;
        var hasVersionHeader = false;
        foreach (var node in configured.SelectMany(c => c.DescendantNodes()))
        {
            if (node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseAddress" } } assignment && Value(assignment.Right) is { } value) host = value;
            hasVersionHeader |= node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
                && string.Equals(literal.Token.ValueText, HttpRegistrations.VersionHeader, StringComparison.OrdinalIgnoreCase);
        }

        return (host, hasVersionHeader);
    }

    private ValueKey? Value(ExpressionSyntax expression) =>
        model.ModelOf(expression.SyntaxTree) is { } semanticModel && model.OperationOf(expression, semanticModel) is { } operation ? model.Evaluator.Evaluate(operation, PathState.Empty) : null;

    private IMethodSymbol? MethodAround(SyntaxNode node, SemanticModel semanticModel)
    {
        var symbol = semanticModel.GetEnclosingSymbol(node.SpanStart, model.CancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }) symbol = symbol.ContainingSymbol;
        return symbol as IMethodSymbol;
    }

    // The chain behind the registration, calls on the local that it was put into, and calls that either is handed to.
    private ImmutableArray<InvocationExpressionSyntax> BuilderCalls(InvocationExpressionSyntax registration, SemanticModel semanticModel)
    {
        var calls = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var last = AddChain(registration, calls);
        var builder = last.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => semanticModel.GetDeclaredSymbol(variable, model.CancellationToken),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } => semanticModel.GetSymbolInfo(target, model.CancellationToken).Symbol,
            _ => null,
        };
        if (builder is not null && last.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member)
        {
            SyntaxNode scope = builder is IFieldSymbol or IPropertySymbol ? member.Parent! : member is GlobalStatementSyntax ? member.Parent! : member;
            foreach (var name in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText == builder.Name && SymbolEqualityComparer.Default.Equals(semanticModel.GetSymbolInfo(name, model.CancellationToken).Symbol, builder)) AddChain(name, calls);
            }
        }

        return calls.ToImmutable();
    }

    private static ExpressionSyntax AddChain(ExpressionSyntax first, ImmutableArray<InvocationExpressionSyntax>.Builder calls)
    {
        while (true)
        {
            switch (first.Parent)
            {
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access when access.Expression == first:
                    calls.Add(next);
                    first = next;
                    break;
                case ConditionalAccessExpressionSyntax conditional when conditional.Expression == first && conditional.WhenNotNull is InvocationExpressionSyntax next:
                    calls.Add(next);
                    return conditional;
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax handed }:
                    calls.Add(handed);
                    first = handed;
                    break;
                default:
                    return first;
            }
        }
    }

    private static bool IsBuilder(ITypeSymbol type) => type.Name is "IHttpClientBuilder";

    private static string? NameOf(InvocationExpressionSyntax call) => TreeFacts.CalledName(call)?.Identifier.ValueText;

    // What a registration says, as far as its own method knows.
    private sealed record Open(ImmutableArray<ITypeSymbol> Types, ValueKey? Name, ValueKey? Host, bool HasVersionHeader, ImmutableArray<InvocationExpressionSyntax> BuilderCalls, ImmutableArray<string> Options);

    private sealed record Caller(InvocationExpressionSyntax Syntax, IMethodSymbol Method, SemanticModel SemanticModel, IInvocationOperation? Operation);
}
