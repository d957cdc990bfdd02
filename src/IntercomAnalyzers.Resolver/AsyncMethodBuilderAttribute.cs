#if !NET8_0_OR_GREATER
namespace IntercomAnalyzers.Resolver;

/// <summary>Says nothing: netstandard2.0 cannot choose how a method's task is made, and the names must exist there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AsyncMethodBuilderAttribute(Type builderType) : Attribute
{
    public Type BuilderType { get; } = builderType;
}

/// <inheritdoc cref="AsyncMethodBuilderAttribute"/>
internal static class PoolingAsyncValueTaskMethodBuilder<TResult>
{
    public static Type Result => typeof(TResult);
}
#endif
