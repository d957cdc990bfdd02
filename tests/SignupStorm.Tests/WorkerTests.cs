using System.IO.Pipelines;
using FakeIntercom;
using SignupStorm.Workers;

namespace SignupStorm.Tests;

public sealed class WorkerTests
{
    public static TheoryData<string> Messages { get; } =
    [
        WorkerProtocol.Write(new WorkerMessage.Ready()),
        WorkerProtocol.Write(new WorkerMessage.Ended(new SignUpOutcome(5, SignUpEnd.OtherError, null, "HttpRequestException", TimeSpan.FromMilliseconds(12.5)))),
        WorkerProtocol.Write(new WorkerMessage.Finished(new WorkerReport(123_456, new Dictionary<string, int> { ["Found"] = 3 }))),
        WorkerProtocol.Write(new WorkerMessage.Failed("line one\nline two")),
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Messages_are_one_line_each_and_come_back_as_they_were(string line)
    {
        Assert.DoesNotContain('\n', line);
        Assert.Equal(line, WorkerProtocol.Write(WorkerProtocol.ReadMessage(line)!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("warn: something")]
    [InlineData("""{"kind":"other"}""")]
    [InlineData("{}")]
    public void Other_lines_are_no_messages(string? line) => Assert.Null(WorkerProtocol.ReadMessage(line));

    [Fact]
    public void A_job_comes_back_as_it_was()
    {
        WorkerJob job = WorkerJob.Create(SmallStorm.Options with { Redis = new("localhost", 6379) }, "resolved", new Uri("http://127.0.0.1:1/"), "token", "run", 0);
        Assert.Equal(job, WorkerProtocol.ReadJob(WorkerProtocol.Write(job)));
    }

    [Fact]
    public void Jobs_share_the_concurrency()
    {
        StormOptions options = SmallStorm.Options with { Concurrency = 16, Processes = 3 };
        Assert.Equal([6, 5, 5], Enumerable.Range(0, 3).Select(share => WorkerJob.Create(options, "unsafe", new Uri("http://127.0.0.1:1/"), "token", "run", share).Concurrency));
    }

    [Fact]
    public async Task A_worker_reports_its_share_between_ready_and_finished()
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync();
        StormOptions options = SmallStorm.Options with { Processes = 2 };
        using StringWriter output = new();
        Pipe input = new();
        using StreamReader reader = new(input.Reader.AsStream());
        await using StreamWriter writer = new(input.Writer.AsStream()) { AutoFlush = true };
        await writer.WriteLineAsync(WorkerProtocol.Write(WorkerJob.Create(options, "unsafe", server.BaseAddress, "fake-token", "run", share: 1)));
        await writer.WriteLineAsync(WorkerProtocol.Go);

        Assert.Equal(0, await WorkerHost.RunAsync(reader, output, CancellationToken.None));
        WorkerMessage?[] messages = [.. Lines(output).Select(WorkerProtocol.ReadMessage)];
        Assert.IsType<WorkerMessage.Ready>(messages[0]);
        Assert.True(Assert.IsType<WorkerMessage.Finished>(messages[^1]).Report.PeakWorkingSet > 0);
        Assert.Equal(
            Enumerable.Range(0, 48).Where(index => index % 2 == 1),
            messages[1..^1].Select(message => Assert.IsType<WorkerMessage.Ended>(message).Outcome.Index).Order());
    }

    [Fact]
    public async Task The_end_of_the_input_ends_a_worker()
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(new FakeIntercomOptions
        {
            Faults = new FaultPlan(1, new FaultRate(Routes.Any, new Fault(FaultKind.Slow) { Delay = TimeSpan.FromMinutes(1) }, 1)),
        });
        WorkerJob job = WorkerJob.Create(SmallStorm.Options with { RequestTimeout = TimeSpan.FromMinutes(1) }, "unsafe", server.BaseAddress, "fake-token", "run", 0);
        using StringReader input = new($"{WorkerProtocol.Write(job)}\n{WorkerProtocol.Go}\n");
        using StringWriter output = new();
        Task<int> worker = WorkerHost.RunAsync(input, output, CancellationToken.None);
        Assert.Equal(StormExitCodes.Interrupted, await worker.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Single(Lines(output));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a job\n")]
    public async Task A_worker_without_a_job_fails(string text)
    {
        using StringReader input = new(text);
        using StringWriter output = new();
        Assert.Equal(StormExitCodes.Failed, await WorkerHost.RunAsync(input, output, CancellationToken.None));
        Assert.IsType<WorkerMessage.Failed>(WorkerProtocol.ReadMessage(Lines(output).Single()));
    }

    [Fact]
    public async Task A_worker_process_with_a_bad_job_ends_with_the_reason()
    {
        WorkerJob job = WorkerJob.Create(SmallStorm.Options, "nothing", new Uri("http://127.0.0.1:1/"), "token", "run", 0);
        StormFailedException error = await Assert.ThrowsAsync<StormFailedException>(() => WorkerProcess.StartAsync(job, CancellationToken.None));
        Assert.Equal("'nothing' is no variant.", error.Message);
    }

    private static string[] Lines(StringWriter output) => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
