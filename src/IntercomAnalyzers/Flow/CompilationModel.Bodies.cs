using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <content>Bodies that are walked, each once.</content>
internal sealed partial class CompilationModel
{
    /// <summary>What the walk of a body found. It is kept where somebody may ask again: paths take memory, and a body that nobody calls is asked for once.</summary>
    public BodyResult Body(SyntaxNode body, SemanticModel semanticModel)
    {
        if (bodies.TryGetValue(body, out var known)) return known;
        var result = Walk(body, semanticModel);
        return result.Method is { } method && TreesWith(CallerIndex.SimpleName(method)).Count == 0 ? result : bodies.GetOrAdd(body, result);
    }

    /// <summary>How many bodies have been walked for this compilation.</summary>
    public int WalkedBodies => walkedBodies;

    /// <summary>What a followed method does, seen through its parameters; null when it cannot or need not be followed.</summary>
    public BodyResult? Follow(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (!IsFollowed(definition) || definition.IsAbstract) return null;
        var implementation = definition.PartialImplementationPart ?? definition;
        if (implementation.DeclaringSyntaxReferences is not [var reference, ..]) return null;
        var syntax = reference.GetSyntax(CancellationToken);
        if (syntax is not (BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax) || ModelOf(syntax.SyntaxTree) is not { } semanticModel) return null;
        if (bodies.TryGetValue(syntax, out var known)) return known;
        if ((inProgress?.Count ?? 0) >= BodyWalker.MaximumFollowDepth || !Enter(syntax)) return null;
        try
        {
            return Body(syntax, semanticModel);
        }
        finally
        {
            Leave(syntax);
        }
    }

    /// <summary>What a method of this compilation returns that only puts an object together, one value for each way through it; empty when it does something else.</summary>
    public ImmutableArray<ValueKey> Built(IMethodSymbol method)
    {
        if (built.TryGetValue(method.OriginalDefinition, out var known)) return known;

        // At the depth limit nothing is found, which is no answer for whoever asks from elsewhere.
        return (inProgress?.Count ?? 0) >= BodyWalker.MaximumFollowDepth ? ImmutableArray<ValueKey>.Empty : built.GetOrAdd(method.OriginalDefinition, ReadBuilt);
    }

    private ImmutableArray<ValueKey> ReadBuilt(IMethodSymbol method)
    {
        if (method.IsAbstract || method.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(CancellationToken) is not { } syntax) return ImmutableArray<ValueKey>.Empty;
        var block = (syntax as MethodDeclarationSyntax)?.Body;
        if (block is null || block.Span.Length > MaximumBuilderLength || !block.DescendantNodes().Any(MakesObject)
            || ModelOf(syntax.SyntaxTree) is not { } semanticModel || !Enter(syntax)) return ImmutableArray<ValueKey>.Empty;
        try
        {
            var result = Body(syntax, semanticModel);
            var exits = result.Exits.Where(e => e.Exception is null).ToList();
            if (result.IsOverflow || exits.Any(e => !e.State.Calls.IsEmpty || e.Returned is not { Kind: ValueKeyKind.Object })) return ImmutableArray<ValueKey>.Empty;
            var values = exits.Select(e => e.Returned!).Distinct().ToImmutableArray();
            return values.Length <= MaximumBuilderWays ? values : ImmutableArray<ValueKey>.Empty;
        }
        finally
        {
            Leave(syntax);
        }
    }

    private static bool MakesObject(SyntaxNode node) =>
        node is BaseObjectCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax || (node is InvocationExpressionSyntax invocation && TreeFacts.CalledName(invocation)?.Identifier.ValueText is "Create" or "CreateHttp");

    private BodyResult Walk(SyntaxNode body, SemanticModel semanticModel)
    {
        Interlocked.Increment(ref walkedBodies);
        try
        {
            return new BodyWalker(this, semanticModel).Walk(body);
        }
        catch (InsufficientExecutionStackException)
        {
            // An expression of thousands of terms: nothing is concluded.
            return BodyResult.Overflow;
        }
    }
}
