using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace FakeIntercom.Api;

/// <summary>Takes a request through version check, authentication, rate limit, faults and its handler.</summary>
internal sealed class ApiPipeline(Workspace workspace, CancellationToken stopping)
{
    private readonly FakeIntercomOptions options = workspace.Options;
    private readonly RateLimitWindow rateLimit = new(workspace.Options);

    public async Task RunAsync(HttpContext http, string route, Func<ApiRequest, Answer> handler)
    {
        string body = await ApiRequest.ReadBodyAsync(http);
        string requestId;
        lock (workspace.Gate)
        {
            requestId = workspace.NewUuid();
        }

        http.Response.Headers["X-Request-Id"] = requestId;
        Fault? fault = options.Faults.Next(route);
        Answer? answer = Refuse(http, requestId, fault, out ApiVersion? version);
        if (answer is null)
        {
            if (fault?.Kind == FaultKind.Slow)
            {
                await DelayAsync(http, fault.Delay);
            }

            answer = fault?.Kind switch
            {
                FaultKind.AbortBeforeWrite => null,
                FaultKind.ServerErrorBeforeWrite => ServerError(fault, requestId),
                _ => Handle(new ApiRequest(http, workspace, version, body), requestId, handler),
            };
            answer = fault is null || answer is null ? answer : AfterWrite(fault, answer, requestId);
        }

        byte[] bytes = answer?.Body is null ? [] : ApiJson.Serialize(answer.Body);
        if (fault?.Kind == FaultKind.TruncatedJson)
        {
            bytes = bytes[..(bytes.Length / 2)];
        }

        lock (workspace.Gate)
        {
            string? versionHeader = http.Request.Headers.TryGetValue(ApiVersion.HeaderName, out var values) ? values.ToString() : null;
            string pathAndQuery = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            workspace.Record(new(http.Request.Method, pathAndQuery, route, answer?.Status ?? 0, fault?.Kind, versionHeader, body, requestId));
        }

        if (fault?.Kind == FaultKind.TimeoutAfterWrite)
        {
            await DelayAsync(http, fault.Delay);
        }

        if (answer is null)
        {
            http.Abort();
            return;
        }

        await SendAsync(http, answer, bytes);
    }

    private Answer? Refuse(HttpContext http, string requestId, Fault? fault, out ApiVersion? version)
    {
        version = null;
        if (http.Request.Headers.Authorization != $"Bearer {options.AccessToken}")
        {
            return Answer.Error(StatusCodes.Status401Unauthorized, "unauthorized", "Access Token Invalid", requestId);
        }

        if (!rateLimit.Take(http.Response.Headers, fault?.Kind))
        {
            return Answer.Error(StatusCodes.Status429TooManyRequests, "rate_limit_exceeded", rateLimit.Message, requestId);
        }

        if (http.Request.Headers.TryGetValue(ApiVersion.HeaderName, out var values))
        {
            string text = values.ToString();
            if (!ApiVersion.TryParse(text, out ApiVersion parsed))
            {
                return Answer.Error(StatusCodes.Status400BadRequest, "intercom_version_invalid", "The requested version could not be found", requestId);
            }

            version = parsed;
            http.Response.Headers[ApiVersion.HeaderName] = text;
        }

        return null;
    }

    private Answer Handle(ApiRequest request, string requestId, Func<ApiRequest, Answer> handler)
    {
        // One request at a time sees and changes the workspace: the check for duplicates and the write are atomic.
        lock (workspace.Gate)
        {
            try
            {
                return handler(request);
            }
            catch (ApiErrorException error)
            {
                return Answer.Error(error.Status, error.Code, error.Message, requestId, error.Canonical);
            }
        }
    }

    private static Answer? AfterWrite(Fault fault, Answer answer, string requestId) => fault.Kind switch
    {
        FaultKind.AbortAfterWrite or FaultKind.TimeoutAfterWrite => null,
        FaultKind.ServerErrorAfterWrite => ServerError(fault, requestId),
        FaultKind.NoData when answer.Status is >= 200 and < 300 => answer with { Body = WithoutData(answer.Body) },
        _ => answer,
    };

    private static Answer ServerError(Fault fault, string requestId)
    {
        Answer error = Answer.Error(
            fault.StatusCode,
            fault.StatusCode == StatusCodes.Status503ServiceUnavailable ? "service_unavailable" : "server_error",
            "Sorry, service is temporarily unavailable",
            requestId);
        return fault.EmptyBody ? error with { Body = null } : error;
    }

    private static JsonObject WithoutData(JsonNode? body)
    {
        if (body is not JsonObject list || !list.Remove("data"))
        {
            return [];
        }

        return list;
    }

    private static async Task SendAsync(HttpContext http, Answer answer, byte[] bytes)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Link is not null)
        {
            http.Response.Headers.Link = answer.Link;
        }

        if (answer.Body is not null)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
        }

        http.Response.ContentLength = bytes.Length;
        try
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client is gone; there is nobody to answer.
        }
    }

    private async Task DelayAsync(HttpContext http, TimeSpan delay)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await Task.Delay(delay, options.TimeProvider, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The client gave up or the server stops: go on at once.
        }
    }
}
