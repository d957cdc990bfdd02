using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Flow;

/// <summary>Something that runs a piece of code again after a failure.</summary>
/// <param name="Node">The loop, lambda, method or call.</param>
/// <param name="Span">What is repeated.</param>
/// <param name="Depth">How many callers away from the creation point it stands.</param>
/// <param name="IsCertain">The retry is in sight; otherwise it is only presumed.</param>
internal sealed record RetryScope(SyntaxNode Node, TextSpan Span, int Depth, bool IsCertain);
