using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>A server on 127.0.0.1 that does no work of its own: what is measured is the client. It keeps nothing, so the id of a user is its key in hexadecimal digits.</summary>
internal static class BareServer
{
    private const int IdLength = 24;

    private static readonly byte[] s_notFound = """{"type":"error.list","request_id":"r","errors":[{"code":"not_found","message":"User Not Found"}]}"""u8.ToArray();
    private static readonly byte[] s_none = """{"type":"list","data":[],"total_count":0,"pages":{"type":"pages","page":1,"per_page":150,"total_pages":0,"next":null}}"""u8.ToArray();

    /// <summary>Starts the server. The caller disposes of it.</summary>
    public static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return app;
    }

    /// <summary>The address of a started server; ends with a slash.</summary>
    public static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    /// <summary>Keys and ids of <see cref="Person.Existing"/> exist; all others do not.</summary>
    private static async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var sent = http.Request.ContentLength is null or 0 ? string.Empty : await ReadAsync(http.Request);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers["X-Request-Id"] = "b3f1c2d4";
        http.Response.Headers["X-RateLimit-Remaining"] = "1000";
        var name = path[(path.LastIndexOf('/') + 1)..];
        var key = name.Length == IdLength ? Encoding.UTF8.GetString(Convert.FromHexString(name)).TrimEnd('\0') : name;
        var (status, body) = path switch
        {
            "/contacts/search" => (200, s_none),
            "/contacts" => (200, Contact(KeyIn(sent))),
            _ when key.StartsWith(Person.Existing, StringComparison.Ordinal) => (200, Contact(key)),
            _ => (404, s_notFound),
        };
        http.Response.StatusCode = status;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    }

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (read.IsCompleted)
            {
                var text = Encoding.UTF8.GetString(read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return text;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static string KeyIn(string json)
    {
        const string Name = "\"external_id\":\"";
        var start = json.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return json[start..json.IndexOf('"', start)];
    }

    private static string IdOf(string key) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(key)).PadRight(IdLength, '0');

    private static byte[] Contact(string key) => Encoding.UTF8.GetBytes(
        $$"""{"type":"contact","id":"{{IdOf(key)}}","external_id":"{{key}}","role":"user","email":"{{key}}@example.com","phone":null,"name":"Ann","created_at":1700000000,"updated_at":1700000000,"signed_up_at":null,"last_seen_at":null,"owner_id":null,"unsubscribed_from_emails":false,"custom_attributes":{"plan":"pro","seats":3},"tags":{"type":"list","data":[],"url":"/contacts/x/tags","total_count":0,"has_more":false},"companies":{"type":"list","data":[],"url":"/contacts/x/companies","total_count":0,"has_more":false} }""");
}
