using System.Collections.Immutable;
using IntercomAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace IntercomAnalyzers.CodeFixes;

/// <summary>
/// "Resolve instead of create": calls the resolver's find-or-create in the place of a create. Arguments, result type and everything around stay as they are; only the
/// method's name changes, and a using directive is added where the file needs one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ResolveInsteadOfCreateCodeFixProvider))]
public sealed class ResolveInsteadOfCreateCodeFixProvider : CodeFixProvider
{
    private const string Title = "Resolve instead of create";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(
            DiagnosticIds.SearchBeforeCreate, DiagnosticIds.FailedSearchIsNotAbsence, DiagnosticIds.CreateOnlyWhenNotFound, DiagnosticIds.SearchByEveryIdentifier, DiagnosticIds.CacheIsNoProof,
            DiagnosticIds.SeveralAreNotNone, DiagnosticIds.RetryWithBackoff, DiagnosticIds.SearchAgainOnRetry);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await ResolverRewriter.RewriteAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            // Offered only where it works: the rewritten call is bound before the action is shown.
            var single = ImmutableArray.Create(diagnostic);
            if (await ResolverRewriter.RewriteAsync(context.Document, single, context.CancellationToken).ConfigureAwait(false) is null) continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title, async token => await ResolverRewriter.RewriteAsync(context.Document, single, token).ConfigureAwait(false) ?? context.Document, nameof(ResolveInsteadOfCreateCodeFixProvider)),
                diagnostic);
        }
    }
}
