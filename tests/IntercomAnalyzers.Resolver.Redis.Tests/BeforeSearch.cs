namespace IntercomAnalyzers.Resolver.Redis.Tests;

/// <summary>Does something before a search is sent, for which the resolver holds the lock.</summary>
internal sealed class BeforeSearch(Func<Task> action) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath == "/contacts/search")
        {
            await action();
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
