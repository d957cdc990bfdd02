using System.Net;
using FakeIntercom.Api;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace FakeIntercom;

/// <summary>An in-memory stand-in for the contacts API of Intercom, on 127.0.0.1. Thread-safe.</summary>
public sealed class FakeIntercomServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeIntercomServer(WebApplication app, Workspace workspace)
    {
        this.app = app;
        Workspace = workspace;
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/");
    }

    /// <summary>The address of the server; ends with a slash.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The contacts and the received requests.</summary>
    public Workspace Workspace { get; }

    /// <summary>The faults; scripted ones can be added at any time.</summary>
    public FaultPlan Faults => Workspace.Options.Faults;

    /// <summary>Starts a server.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<FakeIntercomServer> StartAsync(FakeIntercomOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new FakeIntercomOptions();

        // No configuration files and environment variables: the options alone decide.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        WebApplication app = builder.Build();
        Workspace workspace = new(options);
        Map(app, workspace);
        try
        {
            await app.StartAsync(cancellationToken);
            return new FakeIntercomServer(app, workspace);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a client that sends the access token. The caller disposes of it.</summary>
    /// <param name="version">The <c>Intercom-Version</c> header; none when <see langword="null"/>.</param>
    public HttpClient CreateClient(string? version = "2.16")
    {
        HttpClient client = new() { BaseAddress = BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Workspace.Options.AccessToken);
        if (version is not null)
        {
            client.DefaultRequestHeaders.Add(ApiVersion.HeaderName, version);
        }

        return client;
    }

    /// <summary>Stops the server and cuts the requests that are still open.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private static void Map(WebApplication app, Workspace workspace)
    {
        ApiPipeline pipeline = new(workspace, app.Lifetime.ApplicationStopping);
        Map(Routes.CreateContact, ContactRoutes.Create);
        Map(Routes.SearchContacts, ContactList.Search);
        Map(Routes.ListContacts, ContactList.List);
        Map(Routes.FindByExternalId, ContactRoutes.FindByExternalId);
        Map(Routes.GetContact, ContactRoutes.Get);
        Map(Routes.UpdateContact, ContactRoutes.Update);
        Map(Routes.MergeContacts, ContactRoutes.Merge);
        Map(Routes.ArchiveContact, ContactRoutes.Archive);
        Map(Routes.UnarchiveContact, ContactRoutes.Unarchive);
        Map(Routes.DeleteContact, ContactRoutes.Delete);
        Map(Routes.UpsertCompany, CompanyRoutes.Upsert);
        Map(Routes.AttachCompany, CompanyRoutes.Attach);
        Map(Routes.UpsertUser, LegacyRoutes.UpsertUser);
        Map(Routes.ListUsers, LegacyRoutes.ListUsers);
        Map(Routes.GetUser, LegacyRoutes.GetUser);
        Map(Routes.CreateEvent, _ => new Answer(StatusCodes.Status202Accepted, null));
        Map(Routes.Me, MeRoute.Get);
        FakeRoutes.Map(app, workspace);
        app.MapFallback(http => pipeline.RunAsync(
            http,
            Routes.Any,
            _ => throw new ApiErrorException(StatusCodes.Status404NotFound, "not_found", "The requested resource was not found")));

        void Map(string route, Func<ApiRequest, Answer> handler)
        {
            int space = route.IndexOf(' ', StringComparison.Ordinal);
            app.MapMethods(route[(space + 1)..], [route[..space]], http => pipeline.RunAsync(http, route, handler));
        }
    }
}
