using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Stands between a client and a server, passes on every byte of both, and keeps what the client sent. Thread-safe.</summary>
internal sealed class RequestTap : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly StringBuilder _sent = new();
    private readonly Uri _server;

    public RequestTap(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _ = AcceptAsync();
    }

    /// <summary>Where clients send their requests.</summary>
    public Uri Address { get; }

    /// <summary>What was sent since the last call.</summary>
    public string Take()
    {
        lock (_sent)
        {
            var text = _sent.ToString();
            _sent.Clear();
            return text;
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            _ = RelayAsync(await _listener.AcceptTcpClientAsync());
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(_server.Host, _server.Port);
            var (requests, answers) = (client.GetStream(), server.GetStream());
            var back = answers.CopyToAsync(requests);
            var buffer = new byte[4096];
            int length;
            while ((length = await requests.ReadAsync(buffer)) > 0)
            {
                lock (_sent)
                {
                    _sent.Append(Encoding.Latin1.GetString(buffer, 0, length));
                }

                await answers.WriteAsync(buffer.AsMemory(0, length));
            }

            server.Client.Shutdown(SocketShutdown.Send);
            await back;
        }
    }
}
