namespace IntercomProbes.Sessions;

/// <summary>A request with what was answered. It holds no headers, and so no token.</summary>
internal sealed record Exchange(string Method, string Path, string? Body, string Answer)
{
    public string Request => Body is null ? $"{Method} {Path}" : $"{Method} {Path} {Body}";
}
