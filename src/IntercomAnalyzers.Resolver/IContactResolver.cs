namespace IntercomAnalyzers.Resolver;

/// <summary>Finds a contact, or creates it only on positive proof of absence. Implementations are thread-safe.</summary>
public interface IContactResolver
{
    /// <summary>
    /// Finds or creates the contact. Failures of Intercom, of the network, or of the services behind lock and markers are outcomes, not exceptions.
    /// A create that was sent is finished in the background after a cancellation, so that its outcome is remembered.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="draft"/> is null.</exception>
    /// <exception cref="ArgumentException">The draft has no usable identifier; the message names the properties.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ContactResolution> FindOrCreateAsync(ContactDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Like <see cref="FindOrCreateAsync"/>, blocking the caller. Safe under a synchronization context.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="draft"/> is null.</exception>
    /// <exception cref="ArgumentException">The draft has no usable identifier; the message names the properties.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ContactResolution FindOrCreate(ContactDraft draft, CancellationToken cancellationToken = default);
}
