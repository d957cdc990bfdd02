namespace ResolverWorker;

/// <summary>One sign-up.</summary>
public sealed record SignUp(string? ExternalId, string? Email, bool IsLead = false);
