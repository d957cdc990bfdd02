namespace Signup;

/// <summary>One row of a search.</summary>
public sealed record ContactRow(string Id);

/// <summary>The answer of a search.</summary>
public sealed record ContactPage(List<ContactRow> Data);
