namespace IntercomAnalyzers.Resolver.Tests;

public sealed class ObjectIdTests
{
    [Theory]
    [InlineData("5ba682d23d7cf92bef87bfd4")]
    [InlineData("000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffff")]
    [InlineData("0123456789abcdef01234567")]
    public void An_id_is_written_as_it_was_read(string id) => Assert.Equal(id, ObjectId.TryParse(id)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("c1")]
    [InlineData("5ba682d23d7cf92bef87bfd")]
    [InlineData("5ba682d23d7cf92bef87bfd40")]
    [InlineData("5BA682D23D7CF92BEF87BFD4")]
    [InlineData("5ba682d23d7cf92bef87bfd/")]
    [InlineData("5ba682d23d7cf92bef87bfd:")]
    [InlineData("5ba682d23d7cf92bef87bfd`")]
    [InlineData("5ba682d23d7cf92bef87bfdg")]
    [InlineData("5ba682d23d7cf92bef87bfd\u0665")]
    public void Another_form_is_none(string id) => Assert.Null(ObjectId.TryParse(id));

    [Fact]
    public void Ids_that_differ_in_any_digit_are_not_equal()
    {
        const string Id = "5ba682d23d7cf92bef87bfd4";
        for (var i = 0; i < Id.Length; i++)
        {
            var other = Id[..i] + (Id[i] == '1' ? '2' : '1') + Id[(i + 1)..];
            Assert.False(ObjectId.TryParse(Id)!.Value.Equals(ObjectId.TryParse(other)!.Value));
        }
    }
}
