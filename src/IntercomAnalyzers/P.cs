namespace IntercomAnalyzers; internal static class Placeholder;
