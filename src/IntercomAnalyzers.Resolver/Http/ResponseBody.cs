#if NET8_0_OR_GREATER
using System.Buffers;
#endif

namespace IntercomAnalyzers.Resolver;

/// <summary>The bytes of an answer, in a pooled buffer until disposed of. Used by one reader.</summary>
internal sealed class ResponseBody : IDisposable
{
#if NET8_0_OR_GREATER
    private const int UsualLength = 4096;

    /// <summary>No answer of the API comes near it.</summary>
    private const int LongestBody = 1 << 26;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualLength);
    private int _length;

    private ResponseBody()
    {
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <exception cref="HttpRequestException">The body is longer than any answer.</exception>
    public static async ValueTask<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var body = new ResponseBody();
        try
        {
            int read;
            while ((read = await stream.ReadAsync(body._buffer.AsMemory(body._length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Append(read);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Append(int read)
    {
        _length += read;
        if (_length < _buffer.Length)
        {
            return;
        }

        if (_length >= LongestBody)
        {
            throw new HttpRequestException("The answer is too long.");
        }

        var longer = ArrayPool<byte>.Shared.Rent(_length * 2);
        _buffer.AsSpan(0, _length).CopyTo(longer);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = longer;
    }
#else
    private ResponseBody(byte[] bytes) => Bytes = bytes;

    public ReadOnlyMemory<byte> Bytes { get; }

    public static async ValueTask<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken) =>
        new(await content.ReadAsByteArrayAsync().WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false));

    public void Dispose()
    {
    }
#endif
}
