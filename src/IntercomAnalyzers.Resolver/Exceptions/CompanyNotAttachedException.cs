namespace IntercomAnalyzers.Resolver;

/// <summary>The contact is resolved, but a company was not attached to it. <see cref="ContactResolution.Contact"/> is set.</summary>
public sealed class CompanyNotAttachedException : ContactResolutionException
{
    internal CompanyNotAttachedException(ContactResolution resolution)
        : base(resolution, "The contact is resolved, but a company could not be created, updated or attached. Resolve again later with the same companies; it is safe.")
    {
    }
}
