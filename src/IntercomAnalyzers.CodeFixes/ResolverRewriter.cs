using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.CodeFixes;

/// <summary>Rewrites the creates of one document to calls of the resolver: the one code path of the single fix and of Fix All.</summary>
internal static class ResolverRewriter
{
    // The call-site extensions have a namespace of their own: importing it brings no type whose name the file may use otherwise.
    private const string Namespace = "IntercomAnalyzers.Resolver.CallSites";
    private const string ResolverMark = "IntercomAnalyzers.Resolver.ContactDraft";
    private const string HttpExtensions = "ContactHttpClientExtensions";

    /// <summary>The document with every call rewritten that can be; null when there is none.</summary>
    public static async Task<Document?> RewriteAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is not CompilationUnitSyntax unit || model is null || model.Compilation.GetTypeByMetadataName(ResolverMark) is null) return null;
        var plan = Plan(unit, model, diagnostics, cancellationToken);

        // A call that would not bind is taken out, and the rest is tried again.
        while (plan.Count > 0)
        {
            var rewritten = document.WithSyntaxRoot(Apply(unit, plan));
            var unbound = await UnboundAsync(rewritten, plan, cancellationToken).ConfigureAwait(false);
            if (unbound.Count > 0)
            {
                var used = (CompilationUnitSyntax)(await rewritten.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
                rewritten = document.WithSyntaxRoot(UsingDirectives.Add(used, Namespace));
                unbound = await UnboundAsync(rewritten, plan, cancellationToken).ConfigureAwait(false);
            }

            if (unbound.Count == 0) return rewritten;
            plan.RemoveAll(rewrite => unbound.Contains(rewrite.Mark));
        }

        return null;
    }

    private static List<Rewrite> Plan(CompilationUnitSyntax root, SemanticModel model, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var plan = new List<Rewrite>();
        foreach (var diagnostic in diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Resolve, out var method) || method is null) continue;
            var span = diagnostic.Location.SourceSpan;
            if (span.End > root.FullSpan.End || root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>(i => i.Span == span) is not { } invocation) continue;
            if (plan.Any(p => p.Invocation == invocation)) continue;
            if (diagnostic.Properties.TryGetValue(DiagnosticProperties.Client, out var client) && SdkPayload.LosesData(client, invocation, model, cancellationToken)) continue;
            var isStaticForm = invocation.Expression is MemberAccessExpressionSyntax access && model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is ITypeSymbol;
            plan.Add(new Rewrite(invocation, method, isStaticForm, new SyntaxAnnotation()));
        }

        return plan;
    }

    private static CompilationUnitSyntax Apply(CompilationUnitSyntax root, List<Rewrite> plan)
    {
        var rewrites = plan.ToDictionary(p => (SyntaxNode)p.Invocation);

        // The second argument carries the rewrites of nested calls already made.
        return root.ReplaceNodes(rewrites.Keys, (original, nested) =>
        {
            var rewrite = rewrites[original];
            var invocation = (InvocationExpressionSyntax)nested;
            return invocation.WithExpression(Rename(invocation.Expression, rewrite)).WithAdditionalAnnotations(rewrite.Mark);
        });
    }

    private static ExpressionSyntax Rename(ExpressionSyntax called, Rewrite rewrite)
    {
        switch (called)
        {
            case MemberAccessExpressionSyntax access when rewrite.IsStaticForm:
                var type = SyntaxFactory.IdentifierName(HttpExtensions).WithTriviaFrom(access.Expression);
                return access.WithExpression(type).WithName(Rename(access.Name, rewrite.Method));
            case MemberAccessExpressionSyntax access:
                return access.WithName(Rename(access.Name, rewrite.Method));
            case MemberBindingExpressionSyntax binding:
                return binding.WithName(Rename(binding.Name, rewrite.Method));
            case SimpleNameSyntax own:
                // An extension method is not found by its name alone in a class that derives from the client.
                return SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ThisExpression(), Rename(own.WithoutLeadingTrivia(), rewrite.Method))
                    .WithLeadingTrivia(own.GetLeadingTrivia());
            default:
                return called;
        }
    }

    private static SimpleNameSyntax Rename(SimpleNameSyntax name, string method) => name.WithIdentifier(SyntaxFactory.Identifier(method).WithTriviaFrom(name.Identifier));

    private static async Task<List<SyntaxAnnotation>> UnboundAsync(Document document, List<Rewrite> plan, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return plan.Select(p => p.Mark).Where(mark =>
            root!.GetAnnotatedNodes(mark).FirstOrDefault() is not { } call
            || model!.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { ContainingNamespace: { } space } || space.ToDisplayString() != Namespace).ToList();
    }

    private sealed record Rewrite(InvocationExpressionSyntax Invocation, string Method, bool IsStaticForm, SyntaxAnnotation Mark);
}
