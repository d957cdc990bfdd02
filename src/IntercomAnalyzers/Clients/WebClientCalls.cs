using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary><c>System.Net.WebClient</c>: uploads are posts unless another method is given.</summary>
internal sealed class WebClientCalls : IntercomClient
{
    private static readonly ImmutableArray<string> Thrown = ImmutableArray.Create("System.Net.WebException");

    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create(
        "UploadString", "UploadStringTaskAsync", "UploadData", "UploadDataTaskAsync", "DownloadString", "DownloadStringTaskAsync", "DownloadData", "DownloadDataTaskAsync", "OpenRead", "OpenReadTaskAsync");

    public override bool IsReferenced(Compilation compilation) => compilation.GetTypesByMetadataName("System.Net.WebClient").Length > 0;

    public override bool Owns(IMethodSymbol method) => method.ContainingType is { Name: "WebClient", ContainingNamespace: { Name: "Net", ContainingNamespace.Name: "System" } };

    public override IntercomCall? Recognise(in ClientCall call)
    {
        if (call.Argument("address") is not { } address) return null;
        var isUpload = call.Method.Name.StartsWith("Upload", StringComparison.Ordinal);
        var verb = !isUpload ? ValueKey.Constant("GET") : call.Argument("method") is { IsNull: false } method ? method : ValueKey.Constant("POST");
        var form = new HttpForm(ClientNames.WebClient, null, AnswersFailures: false, Thrown);
        return HttpRoutes.Settle(new HttpRequest(verb, address, call.Argument("data")) { Form = form }, call.Model.HttpOrigins.Of(call.Receiver, call.ContainingType, call.Syntax));
    }
}
