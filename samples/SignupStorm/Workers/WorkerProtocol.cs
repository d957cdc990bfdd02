using System.Text.Json;

namespace SignupStorm.Workers;

/// <summary>The lines between the storm and its worker processes: the job and <see cref="Go"/> go in, messages come out. The end of the input ends the worker.</summary>
internal static class WorkerProtocol
{
    public const string Go = "go";

    public static string Write(WorkerJob job) => JsonSerializer.Serialize(job, JsonSerializerOptions.Web);

    public static string Write(WorkerMessage message) => JsonSerializer.Serialize(message, JsonSerializerOptions.Web);

    /// <summary>Reads a job, or returns <see langword="null"/> when the line holds none.</summary>
    public static WorkerJob? ReadJob(string? line) => Read<WorkerJob>(line);

    /// <summary>Reads a message, or returns <see langword="null"/> when the line holds none.</summary>
    public static WorkerMessage? ReadMessage(string? line) => Read<WorkerMessage>(line);

    private static T? Read<T>(string? line)
        where T : class
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
