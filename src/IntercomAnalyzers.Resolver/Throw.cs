namespace IntercomAnalyzers.Resolver;

internal static class Throw
{
    public static void IfNull([System.Diagnostics.CodeAnalysis.NotNull] object? argument, string name)
    {
        if (argument is null)
        {
            throw new ArgumentNullException(name);
        }
    }
}
