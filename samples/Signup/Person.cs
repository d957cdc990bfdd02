namespace Signup;

/// <summary>Somebody who signs up.</summary>
public sealed record Person(string AccountId, string Email, string Name);
