namespace IntercomAnalyzers.Resolver; internal static class Placeholder;
