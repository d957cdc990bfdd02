using System.Reflection;

namespace FakeIntercom.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--port", "x")]
    [InlineData("--port", "65536")]
    [InlineData("--rate-limit", "0")]
    [InlineData("--search-lag", "5x")]
    [InlineData("--search-lag", "40000m")]
    [InlineData("--faults", "slow")]
    [InlineData("--faults", "slow=2")]
    [InlineData("--faults", "nothing=0.1")]
    [InlineData("--faults", "POST /nothing:slow=0.1")]
    [InlineData("--nothing")]
    public async Task Bad_arguments_end_with_exit_code_2(params string[] arguments) => Assert.Equal(2, await RunAsync(arguments));

    [Fact]
    public async Task Help_ends_with_exit_code_0() => Assert.Equal(0, await RunAsync("--help"));

    private static async Task<int> RunAsync(params string[] arguments)
    {
        MethodInfo main = typeof(FakeIntercomServer).Assembly.EntryPoint!;
        object? result = main.Invoke(null, [arguments]);
        return result is Task<int> task ? await task : (int)result!;
    }
}
