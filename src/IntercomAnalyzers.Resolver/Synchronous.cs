namespace IntercomAnalyzers.Resolver;

/// <summary>Runs asynchronous work for a synchronous caller.</summary>
internal static class Synchronous
{
    /// <summary>The work runs on the thread pool, where no continuation needs the caller's synchronization context.</summary>
    public static T Run<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
