namespace FakeIntercom;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>The connection is cut before anything is written. HttpClient repeats a GET by itself when this happens on a reused connection.</summary>
    AbortBeforeWrite,

    /// <summary>The write happens, then the connection is cut without an answer.</summary>
    AbortAfterWrite,

    /// <summary>The write happens, then the answer does not come until the client gives up or <see cref="Fault.Delay"/> is over.</summary>
    TimeoutAfterWrite,

    /// <summary><see cref="Fault.StatusCode"/> is answered and nothing is written.</summary>
    ServerErrorBeforeWrite,

    /// <summary>The write happens, then <see cref="Fault.StatusCode"/> is answered.</summary>
    ServerErrorAfterWrite,

    /// <summary>The write happens; a 2xx answer loses its <c>data</c>, or, when it has none, all of its properties.</summary>
    NoData,

    /// <summary>The write happens; the answer's JSON ends in the middle.</summary>
    TruncatedJson,

    /// <summary>The request is handled <see cref="Fault.Delay"/> later.</summary>
    Slow,

    /// <summary>429 is answered and nothing is written; the headers say that the window is used up.</summary>
    RateLimited,

    /// <summary>
    /// 429 is answered and nothing is written; the headers say that the app has requests left and when the window ends.
    /// Stands for the limit that all apps of a workspace share. What Intercom's headers say then is not documented.
    /// </summary>
    SharedRateLimited,
}
