using System.Diagnostics;
using System.Text.Json;
using IntercomAnalyzers.Resolver;
using SignupStorm.Writers;

namespace SignupStorm.Workers;

/// <summary>Sends a sign-up and repeats it when it fails, as a job queue or a person with a button does.</summary>
internal sealed class Caller(HttpClient http, IContactWriter writer, int retries)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<SignUpOutcome> SendAsync(int index, SignUp signUp, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                string? id = await writer.SaveAsync(http, signUp, cancellationToken);
                return new SignUpOutcome(index, SignUpEnd.Returned, id, null, Stopwatch.GetElapsedTime(started));
            }
            catch (Exception error) when (IsFailure(error) && !cancellationToken.IsCancellationRequested)
            {
                if (attempt == retries)
                {
                    SignUpEnd end = error is ContactResolutionException ? SignUpEnd.TypedFailure : SignUpEnd.OtherError;
                    return new SignUpOutcome(index, end, null, error.GetType().Name, Stopwatch.GetElapsedTime(started));
                }
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static bool IsFailure(Exception error) =>
        error is ContactResolutionException or HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException;
}
