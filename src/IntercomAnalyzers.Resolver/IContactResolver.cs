namespace IntercomAnalyzers.Resolver;

/// <summary>Finds a contact, or creates it when it is proven absent. Thread-safe.</summary>
public interface IContactResolver
{
    /// <summary>Finds or creates the contact. Failures of Intercom or the network are outcomes, not exceptions.</summary>
    /// <param name="draft">The contact that should exist.</param>
    /// <param name="cancellationToken">Stops at the next request; no lock is kept.</param>
    /// <exception cref="ArgumentException">The draft has no usable identifier.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ContactResolution> FindOrCreateAsync(ContactDraft draft, CancellationToken cancellationToken = default);

    /// <summary>The same, for callers that cannot wait asynchronously. Runs on the thread pool: no deadlock under a synchronization context.</summary>
    /// <param name="draft">The contact that should exist.</param>
    /// <param name="cancellationToken">Stops at the next request.</param>
    /// <exception cref="ArgumentException">The draft has no usable identifier.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ContactResolution FindOrCreate(ContactDraft draft, CancellationToken cancellationToken = default);
}
