namespace IntercomAnalyzers.CodeFixes; internal static class Placeholder;
